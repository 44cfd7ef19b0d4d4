package dev.gatehouse.core.advisory;

import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.model.VersionOrder;

import java.util.List;

/** What advisories say of a version. */
public sealed interface Scan {
    /** There are none that could say anything: no set of them was ever imported. */
    record Skipped() implements Scan {}

    /** They could not be read. */
    record Failed(String reason) implements Scan {}

    /** All that is known was asked. */
    record Done(List<Finding> findings) implements Scan {
        public Done {
            findings = List.copyOf(findings);
        }
    }

    /** Asks all advisories about a name of one of its versions. */
    static Done of(List<Advisory> known, Version version, VersionOrder order) {
        return new Done(
                known.stream()
                        .filter(a -> a.affects(version, order))
                        .map(a -> new Finding(a, a.fixFor(version, order)))
                        .toList());
    }
}
