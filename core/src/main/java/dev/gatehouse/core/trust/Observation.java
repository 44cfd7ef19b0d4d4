package dev.gatehouse.core.trust;

import java.time.Instant;

/** What came of asking one upstream about one name, once. */
public sealed interface Observation {
    Instant at();

    /** It answered 200 with a valid document for this name. */
    record Present(Instant at) implements Observation {}

    /** It answered 404 or 410, and its canary, if it has one, was there. */
    record Absent(Instant at) implements Observation {}

    /** Anything else. */
    record Unknown(Instant at, String reason) implements Observation {}
}
