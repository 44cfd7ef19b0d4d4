/** Which registries this machine's clients use, asked from the clients themselves. */
@NullMarked
package dev.gatehouse.config.discovery;

import org.jspecify.annotations.NullMarked;
