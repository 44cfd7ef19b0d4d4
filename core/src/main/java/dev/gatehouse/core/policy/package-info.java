/**
 * Which packages are acceptable now, and what follows when they are not. Pure: what is known of a
 * package comes in as a value, and what a rule written in another language says comes in by a port.
 */
@NullMarked
package dev.gatehouse.core.policy;

import org.jspecify.annotations.NullMarked;
