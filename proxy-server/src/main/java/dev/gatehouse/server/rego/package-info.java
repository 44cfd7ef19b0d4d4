/**
 * Policies written in Rego: what they are shown of a package, how they are compiled and checked,
 * and how they are asked in the process, within a deadline and a bounded memory.
 */
@NullMarked
package dev.gatehouse.server.rego;

import org.jspecify.annotations.NullMarked;
