package dev.gatehouse.core.model;

import java.time.Instant;

/**
 * The durable record that an upstream has supplied a file of this package here: what lets an
 * untrusted upstream go on serving a name that a trusted source gains later.
 *
 * @param firstFile the file with which it began
 * @param by who asked for that file
 */
public record Provenance(
        PackageKey key,
        SourceId source,
        Instant firstAt,
        Instant lastAt,
        FileName firstFile,
        String by) {}
