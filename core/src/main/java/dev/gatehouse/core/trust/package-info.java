/**
 * Which source may speak for which name. Pure: no I/O, no clock, equal input gives equal output.
 */
@NullMarked
package dev.gatehouse.core.trust;

import org.jspecify.annotations.NullMarked;
