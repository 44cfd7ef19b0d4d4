package dev.gatehouse.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where advisories come from.
 *
 * @param source absent: they are imported by people
 * @param refresh how often the source is looked at
 */
public record OsvConfig(Optional<Source> source, Duration refresh) {
    /** People import them. */
    public static final OsvConfig DEFAULTS = new OsvConfig(Optional.empty(), Duration.ofHours(6));

    /** A place that holds records in OSV's form. */
    public sealed interface Source {
        /** A zip file or a directory, absolute. */
        record Local(Path path) implements Source {
            @Override
            public String toString() {
                return path.toString();
            }
        }

        /** A zip file elsewhere. */
        record Remote(URI url) implements Source {
            @Override
            public String toString() {
                return url.toString();
            }
        }
    }
}
