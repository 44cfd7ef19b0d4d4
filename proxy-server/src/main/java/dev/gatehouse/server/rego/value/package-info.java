/** The values of Rego: JSON's, and sets, and keys that are no strings. */
@NullMarked
package dev.gatehouse.server.rego.value;

import org.jspecify.annotations.NullMarked;
