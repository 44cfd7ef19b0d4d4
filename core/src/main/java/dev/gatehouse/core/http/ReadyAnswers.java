package dev.gatehouse.core.http;

import java.util.Optional;

/**
 * Answers that can be given at once: authentication, look-up and counting without I/O or locks.
 * Called on an event loop, so an implementation must never block.
 */
@FunctionalInterface
public interface ReadyAnswers {
    /** Nothing is ready. */
    ReadyAnswers NONE = head -> Optional.empty();

    /** The whole answer, or empty when a thread of its own must work it out. */
    Optional<Response> find(RequestHead head);
}
