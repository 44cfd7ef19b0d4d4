package dev.gatehouse.core.format;

import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.store.LocalPackage;

import java.time.Instant;

/**
 * A change of what is published here under one name. Pure: it may be applied again when the name
 * changed meanwhile.
 */
@FunctionalInterface
public interface LocalEdit {
    Outcome apply(LocalPackage current, Instant now);

    /** What the edit came to. */
    sealed interface Outcome {
        /** The name as it shall be; the kernel sets revision and time. */
        record Changed(LocalPackage next, Response answer) implements Outcome {}

        /** Nothing is to be kept of it. */
        record Unchanged(Response answer) implements Outcome {}

        record Rejected(Refusal refusal) implements Outcome {}
    }
}
