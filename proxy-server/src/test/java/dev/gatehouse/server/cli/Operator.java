package dev.gatehouse.server.cli;

import dev.gatehouse.server.testing.Ecosystem;
import dev.gatehouse.server.testing.RunningGate;

import java.io.IOException;
import java.net.URI;

/** Somebody who changes the upstreams of repository {@code main} of a gate in one way. */
interface Operator extends AutoCloseable {
    RunningGate gate();

    /** Adds a trusted upstream. */
    void add(Ecosystem format, String name, URI url, int priority)
            throws IOException, InterruptedException;

    /** Says that an upstream is not trusted any more. */
    void distrust(Ecosystem format, String name) throws IOException, InterruptedException;

    @Override
    default void close() throws IOException {
        gate().close();
    }
}
