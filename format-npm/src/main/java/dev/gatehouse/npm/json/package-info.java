/** JSON with limits, read one way only. */
@NullMarked
package dev.gatehouse.npm.json;

import org.jspecify.annotations.NullMarked;
