package dev.gatehouse.house.crooked.pypi;

import java.nio.file.Path;

/** A format that knows the disk and another format. */
public record Adapter(Path path) {
    boolean knows(dev.gatehouse.house.crooked.maven.Adapter other) {
        return other.path().equals(path);
    }
}
