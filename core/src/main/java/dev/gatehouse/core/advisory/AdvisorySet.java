package dev.gatehouse.core.advisory;

import java.time.Instant;

/**
 * The advisories that are in force, all together.
 *
 * @param id another for each import
 * @param source whence they came, without secrets
 * @param mark what the source looked like then, to see whether it has changed; may be empty
 * @param counts what became of its records
 */
public record AdvisorySet(
        String id, String source, String mark, Instant importedAt, Counts counts) {

    /**
     * What became of records.
     *
     * @param kept are about packages of a format that is served
     * @param withdrawn were taken back by their authors
     * @param elsewhere are about other ecosystems only
     * @param repeated were there more than once, with the same content
     * @param refused are malformed
     */
    public record Counts(long kept, long withdrawn, long elsewhere, long repeated, long refused) {}
}
