package dev.gatehouse.server.api.operation;

import dev.gatehouse.core.http.LiveContent;

import java.io.IOException;
import java.util.List;

/** Looks after what is stored. Both take as long as the disk needs. */
public interface Upkeep {
    /** Removes what nothing refers to any more. */
    Collected collect() throws IOException, InterruptedException;

    /** Reads everything again and compares it with its digests. */
    Scrubbed scrub() throws IOException, InterruptedException;

    /**
     * All that is stored as one archive, which is made while it is sent.
     *
     * @param by who asked for it
     */
    LiveContent backup(String by) throws IOException;

    /** Whether such an archive is being made. */
    boolean isBackingUp();

    /** How many files were looked at, and how many of them removed. */
    record Collected(long seen, long removed) {}

    /**
     * How many files were read, and what is wrong.
     *
     * @param damaged SHA-256 of files whose bytes are others
     * @param missing SHA-256 of files that are referred to and not there
     */
    record Scrubbed(long read, List<String> damaged, List<String> missing) {
        public Scrubbed {
            damaged = List.copyOf(damaged);
            missing = List.copyOf(missing);
        }
    }
}
