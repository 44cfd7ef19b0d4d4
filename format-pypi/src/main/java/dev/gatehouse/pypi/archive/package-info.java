/** Wheels and source distributions, opened with bounds. */
@NullMarked
package dev.gatehouse.pypi.archive;

import org.jspecify.annotations.NullMarked;
