package dev.gatehouse.core.store;

/**
 * Where the chain of the audit log begins and ends.
 *
 * @param start the last entry that was dropped; 0 when none was
 * @param end the last entry; the same as the start when there is none
 * @param bytes how many bytes the events between take in the store
 */
public record AuditBounds(Point start, Point end, long bytes) {
    /** A place in the chain, and the hash there. */
    public record Point(long position, String hash) {
        /** Before the first entry. */
        public static final Point ZERO = new Point(0, AuditLink.NOTHING);
    }

    /** How many entries there must be. */
    public long entries() {
        return end.position() - start.position();
    }
}
