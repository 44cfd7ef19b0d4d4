package dev.gatehouse.server.managed;

import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.load.LoadResult;

/** Where a server has its configuration from. Thread-safe. */
@FunctionalInterface
public interface ConfigSource {
    /** Reads it as it is written now. May do I/O. */
    LoadResult load();

    /**
     * Adds what this machine implies to repositories that did not come from {@link #load}. May ask
     * a program, and then remembers what it said.
     */
    default GatehouseConfig complete(GatehouseConfig config) {
        return config;
    }
}
