package dev.gatehouse.pypi.simple;

import java.util.List;
import java.util.Optional;

/**
 * What an index says of a project as a whole.
 *
 * @param status {@code active}, {@code archived}, {@code quarantined} or {@code deprecated} (PEP
 *     792), as the source writes it
 * @param statusReason why, for people
 * @param tracks indexes whose project this one says it is (PEP 708)
 * @param alternateLocations indexes that this one says have the same project (PEP 708)
 */
public record PypiProject(
        Optional<String> status,
        Optional<String> statusReason,
        List<String> tracks,
        List<String> alternateLocations) {
    /** Nothing is said. */
    public static final PypiProject PLAIN =
            new PypiProject(Optional.empty(), Optional.empty(), List.of(), List.of());

    private static final String QUARANTINED = "quarantined";

    public PypiProject {
        tracks = List.copyOf(tracks);
        alternateLocations = List.copyOf(alternateLocations);
    }

    /** Whether none of its files may be offered (PEP 792). */
    public boolean isQuarantined() {
        return status.filter(QUARANTINED::equals).isPresent();
    }
}
