package dev.gatehouse.house.crooked.core.upstream;

import dev.gatehouse.house.crooked.core.proxy.UseCase;

record Upward(UseCase useCase) {}
