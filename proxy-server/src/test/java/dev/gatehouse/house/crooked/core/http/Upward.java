package dev.gatehouse.house.crooked.core.http;

import dev.gatehouse.house.crooked.core.proxy.UseCase;

record Upward(UseCase useCase) {}
