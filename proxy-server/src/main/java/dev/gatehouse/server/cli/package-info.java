/** The command line; the only place that knows picocli, and the only client of the API. */
@NullMarked
package dev.gatehouse.server.cli;

import org.jspecify.annotations.NullMarked;
