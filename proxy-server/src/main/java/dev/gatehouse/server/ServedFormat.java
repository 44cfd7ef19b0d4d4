package dev.gatehouse.server;

import dev.gatehouse.config.FormatConfig;
import dev.gatehouse.config.FormatName;
import dev.gatehouse.core.format.Format;

import java.util.function.Function;

/**
 * A format that this server speaks.
 *
 * @param make an instance for one repository, by the settings of its block there
 */
record ServedFormat(FormatName name, Function<FormatConfig, Format<?, ?>> make) {}
