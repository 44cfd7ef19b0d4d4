/** Who asks, and what a role allows. */
@NullMarked
package dev.gatehouse.core.access;

import org.jspecify.annotations.NullMarked;
