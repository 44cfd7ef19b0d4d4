package dev.gatehouse.server.upstream;

import org.apache.hc.core5.http.ClassicHttpResponse;

/** What came of sending one request once. */
sealed interface Attempt {

    /** The head of an answer came; its body is still in the exchange. */
    record Answered(ClassicHttpResponse response, Exchange exchange) implements Attempt {
        int status() {
            return response.getCode();
        }
    }

    /**
     * No usable answer came.
     *
     * @param counts whether it says something about the upstream's health
     */
    record Failed(String reason, Repeat repeat, boolean counts) implements Attempt {}

    /** Whether sending it again may help and can do no harm. */
    enum Repeat {
        NEVER,
        /** If the request changes nothing. */
        IF_IDEMPOTENT,
        /** Any request: nothing of it was sent. */
        ALWAYS
    }
}
