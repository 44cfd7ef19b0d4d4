package dev.gatehouse.server;

import dev.gatehouse.config.FormatConfig;
import dev.gatehouse.config.FormatName;
import dev.gatehouse.core.format.Format;
import dev.gatehouse.core.format.RootCalls;

import java.util.Optional;
import java.util.function.Function;

/**
 * A format that this server speaks.
 *
 * @param make an instance for one repository, by the settings of its block there
 * @param rootCalls what its clients ask about credentials at the root of the host
 */
record ServedFormat(
        FormatName name, Function<FormatConfig, Format<?, ?>> make, Optional<RootCalls> rootCalls) {
    /** One whose clients send nothing to the root of the host. */
    ServedFormat(FormatName name, Function<FormatConfig, Format<?, ?>> make) {
        this(name, make, Optional.empty());
    }
}
