package dev.gatehouse.server.api.operation;

import java.util.Optional;

/** Whether the server can decide and serve: its store is open and can be written. */
@FunctionalInterface
public interface Readiness {
    /** What is wrong now, for an operator; empty when nothing is. May do I/O. */
    Optional<String> trouble();
}
