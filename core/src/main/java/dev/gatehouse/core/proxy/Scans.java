package dev.gatehouse.core.proxy;

import dev.gatehouse.core.advisory.Advisory;
import dev.gatehouse.core.advisory.Scan;
import dev.gatehouse.core.format.Ecosystem;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.AdvisoryView;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Asks the imported advisories about versions. Thread-safe. */
final class Scans {
    private final AdvisoryView advisories;

    Scans(AdvisoryView advisories) {
        this.advisories = advisories;
    }

    /** What they say of a version. */
    Scan of(Mount<?, ?> mount, PackageName name, Version version) {
        Optional<Ecosystem> ecosystem = mount.format().ecosystem();
        if (ecosystem.isEmpty()) {
            return new Scan.Skipped();
        }
        try {
            return advisories
                    .about(name)
                    .<Scan>map(known -> Scan.of(known, version, ecosystem.get().order()))
                    .orElseGet(Scan.Skipped::new);
        } catch (IOException e) {
            return new Scan.Failed(String.valueOf(e.getMessage()));
        }
    }

    /**
     * All about a name. None where there are none to ask, or they cannot be read: then the files
     * decide, of which none leaves before that was asked.
     */
    List<Advisory> about(PackageName name) {
        try {
            return advisories.about(name).orElseGet(List::of);
        } catch (IOException e) {
            return List.of();
        }
    }
}
