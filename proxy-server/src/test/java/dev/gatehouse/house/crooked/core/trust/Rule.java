package dev.gatehouse.house.crooked.core.trust;

import dev.gatehouse.house.crooked.core.proxy.UseCase;

import java.nio.file.Path;

/** A decision that looks at the disk and the clock. */
record Rule(UseCase useCase, Path path) {
    long now() {
        return System.nanoTime();
    }
}
