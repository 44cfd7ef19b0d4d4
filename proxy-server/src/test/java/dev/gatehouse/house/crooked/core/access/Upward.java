package dev.gatehouse.house.crooked.core.access;

import dev.gatehouse.house.crooked.core.proxy.UseCase;

record Upward(UseCase useCase) {}
