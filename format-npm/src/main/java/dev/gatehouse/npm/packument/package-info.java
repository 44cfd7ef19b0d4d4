/** Packuments: parsed once into a table of byte ranges, rendered by copying them. */
@NullMarked
package dev.gatehouse.npm.packument;

import org.jspecify.annotations.NullMarked;
