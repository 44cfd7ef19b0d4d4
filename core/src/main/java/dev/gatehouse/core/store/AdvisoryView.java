package dev.gatehouse.core.store;

import dev.gatehouse.core.advisory.Advisory;
import dev.gatehouse.core.advisory.AdvisorySet;
import dev.gatehouse.core.model.PackageName;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What was imported about vulnerable and malicious versions. */
public interface AdvisoryView {
    /** The set in force; empty: none was ever imported. */
    Optional<AdvisorySet> current() throws IOException;

    /**
     * All of the set in force that are about a name, never some of two sets; empty: none was ever
     * imported.
     */
    Optional<List<Advisory>> about(PackageName name) throws IOException;

    /** The ids of all sets of which anything is kept, such as those of imports that were cut. */
    List<String> sets() throws IOException;
}
