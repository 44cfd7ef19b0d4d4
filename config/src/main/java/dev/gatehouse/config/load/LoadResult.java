package dev.gatehouse.config.load;

import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.report.Problems;

import java.nio.file.Path;
import java.util.Optional;

/** What became of a configuration. */
public sealed interface LoadResult {
    /** The file that was read; empty if there was none. */
    Optional<Path> file();

    /** Everything found, errors and warnings. */
    Problems problems();

    /**
     * It can be used; there may be warnings.
     *
     * @param effective all that is in force, as YAML with masked secrets
     */
    record Loaded(Optional<Path> file, Problems problems, GatehouseConfig config, String effective)
            implements LoadResult {}

    /** It has errors. */
    record Rejected(Optional<Path> file, Problems problems) implements LoadResult {}
}
