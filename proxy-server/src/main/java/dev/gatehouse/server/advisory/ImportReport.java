package dev.gatehouse.server.advisory;

import dev.gatehouse.core.advisory.AdvisorySet;

import java.util.List;

/**
 * What became of an import.
 *
 * @param set that is in force now
 * @param ignored files that are no records by their names
 * @param problems the first of the refused records
 */
public record ImportReport(AdvisorySet set, long ignored, List<Problem> problems) {
    public ImportReport {
        problems = List.copyOf(problems);
    }

    /** A refused record: in which file, and why. */
    public record Problem(String file, String reason) {}
}
