/** Tests of npm's paths. */
@NullMarked
package dev.gatehouse.npm;

import org.jspecify.annotations.NullMarked;
