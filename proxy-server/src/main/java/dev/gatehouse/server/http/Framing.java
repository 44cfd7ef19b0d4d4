package dev.gatehouse.server.http;

/** How the end of a request's body is found (RFC 9112, section 6). */
sealed interface Framing {
    /** There is no body. */
    record None() implements Framing {}

    /** So many bytes, more than none. */
    record Length(long bytes) implements Framing {}

    /** Chunks. */
    record Chunked() implements Framing {}
}
