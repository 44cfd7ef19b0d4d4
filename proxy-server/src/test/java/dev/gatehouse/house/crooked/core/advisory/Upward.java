package dev.gatehouse.house.crooked.core.advisory;

import dev.gatehouse.house.crooked.core.proxy.UseCase;

record Upward(UseCase useCase) {}
