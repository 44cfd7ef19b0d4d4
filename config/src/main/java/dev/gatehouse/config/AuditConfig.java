package dev.gatehouse.config;

import java.time.Duration;

/**
 * How much of the audit log is kept.
 *
 * @param maxAge older entries are dropped
 * @param maxSize of more, the oldest entries are dropped
 */
public record AuditConfig(Duration maxAge, ByteSize maxSize) {
    /** A year and a month, and a gibibyte. */
    public static final AuditConfig DEFAULTS =
            new AuditConfig(Duration.ofDays(400), new ByteSize(1L << 30));
}
