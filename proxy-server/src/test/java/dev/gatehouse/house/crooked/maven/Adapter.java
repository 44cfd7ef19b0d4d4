package dev.gatehouse.house.crooked.maven;

import java.nio.file.Path;

/** A format that knows the disk and another format. */
public record Adapter(Path path) {
    boolean knows(dev.gatehouse.house.crooked.npm.Adapter other) {
        return other.path().equals(path);
    }
}
