/** Runs policies that OPA compiled to WebAssembly; the only user of the WebAssembly engine. */
@NullMarked
package dev.gatehouse.server.rego.wasm;

import org.jspecify.annotations.NullMarked;
