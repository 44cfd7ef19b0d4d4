package dev.gatehouse.server.backup;

import java.time.Instant;

/**
 * The first entry of a backup.
 *
 * @param backup the layout of the archive
 * @param schema the layout of the store in it
 * @param store the store's id
 * @param start how often the store was opened
 * @param at when the backup began: what was acknowledged before is in it
 */
public record Heading(int backup, int schema, String store, long start, Instant at) {
    static final String NAME = "gatehouse-backup.json";

    /** The layout that is written, and the newest that is read. */
    static final int BACKUP = 1;
}
