/** Paths, coordinates, names and the order of versions of Maven repositories. */
@NullMarked
package dev.gatehouse.maven.path;

import org.jspecify.annotations.NullMarked;
