/**
 * The functions of Rego that OPA's WebAssembly leaves to its host, as OPA's own Go does them: the
 * same answer, down to the text of a wrong format, and undefined where Go would fail.
 */
@NullMarked
package dev.gatehouse.server.rego.builtin;

import org.jspecify.annotations.NullMarked;
