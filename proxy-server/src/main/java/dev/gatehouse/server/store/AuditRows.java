package dev.gatehouse.server.store;

import dev.gatehouse.core.store.AuditBounds;

/** The values of the audit log's chain, under the rules of {@link Rows}. */
final class AuditRows {
    private AuditRows() {}

    /** An entry, by its position. */
    record Link(String id, String previous, String hash, long bytes) {}

    /**
     * An end of the chain.
     *
     * @param total bytes of all entries up to it, dropped ones too
     */
    record Point(long position, String hash, long total) {
        static final Point ZERO =
                new Point(AuditBounds.Point.ZERO.position(), AuditBounds.Point.ZERO.hash(), 0);

        AuditBounds.Point bound() {
            return new AuditBounds.Point(position, hash);
        }
    }
}
