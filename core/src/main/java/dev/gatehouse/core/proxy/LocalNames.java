package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.trust.LocalName;
import dev.gatehouse.core.trust.SourceFacts;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** What the local store says of names: one place for all who ask. Thread-safe. */
final class LocalNames {
    private final MetadataStore metadata;

    LocalNames(MetadataStore metadata) {
        this.metadata = metadata;
    }

    /** Its facts, with the time since when it has the name. */
    SourceFacts facts(Mount<?, ?> mount, PackageName name) throws IOException {
        Optional<LocalPackage> local = metadata.releases().local(mount.key(name));
        SourceFacts facts =
                local.map(l -> l.available().isEmpty() ? LocalName.RESERVED : LocalName.PUBLISHED)
                        .orElse(LocalName.FREE)
                        .facts(name, mount.settings().ownedNames());
        return local.map(l -> facts.observed(since(l))).orElse(facts);
    }

    private static Instant since(LocalPackage local) {
        return local.releases().values().stream()
                .map(LocalRelease::publishedAt)
                .min(Instant::compareTo)
                .orElse(local.modifiedAt());
    }
}
