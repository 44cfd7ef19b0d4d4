/** The first configuration file, as written by {@code gatehouse init}. */
@NullMarked
package dev.gatehouse.config.setup;

import org.jspecify.annotations.NullMarked;
