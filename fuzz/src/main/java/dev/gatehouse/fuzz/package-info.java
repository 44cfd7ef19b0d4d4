/** Targets for a fuzzer: each reads bytes that somebody else wrote. */
@NullMarked
package dev.gatehouse.fuzz;

import org.jspecify.annotations.NullMarked;
