package dev.gatehouse.server.backup;

import java.util.List;

/**
 * The last entry of a backup: an archive without it was cut off.
 *
 * @param metadata how many files of metadata come before
 * @param blobs how many blobs
 * @param bytes how many bytes of both together
 * @param damaged SHA-256 of those blobs whose bytes were others already when they were backed up
 */
public record Ending(long metadata, long blobs, long bytes, List<String> damaged) {
    static final String NAME = "gatehouse-backup-end.json";

    public Ending {
        damaged = List.copyOf(damaged);
    }
}
