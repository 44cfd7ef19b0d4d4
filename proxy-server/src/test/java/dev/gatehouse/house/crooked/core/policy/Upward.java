package dev.gatehouse.house.crooked.core.policy;

import dev.gatehouse.house.crooked.core.proxy.UseCase;

record Upward(UseCase useCase) {}
