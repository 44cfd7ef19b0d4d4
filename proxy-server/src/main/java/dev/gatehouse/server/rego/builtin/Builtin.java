package dev.gatehouse.server.rego.builtin;

import dev.gatehouse.server.rego.value.RegoValue;

/** A function of Rego. Thread-safe; it dials nothing and reads nothing but its arguments. */
@FunctionalInterface
public interface Builtin {
    /**
     * Its value.
     *
     * @throws UndefinedException it has none for these arguments
     * @throws TooMuchException it would be too large
     */
    RegoValue apply(Arguments arguments);
}
