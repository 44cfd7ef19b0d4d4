package dev.gatehouse.house.crooked.core.store;

import dev.gatehouse.house.crooked.core.proxy.UseCase;

record Upward(UseCase useCase) {}
