/** The Maven repository protocol: one format. */
@NullMarked
package dev.gatehouse.maven;

import org.jspecify.annotations.NullMarked;
