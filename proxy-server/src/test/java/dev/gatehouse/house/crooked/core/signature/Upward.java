package dev.gatehouse.house.crooked.core.signature;

import dev.gatehouse.house.crooked.core.proxy.UseCase;

record Upward(UseCase useCase) {}
