package dev.gatehouse.house.crooked.core.format;

import dev.gatehouse.house.crooked.core.proxy.UseCase;

record Upward(UseCase useCase) {}
