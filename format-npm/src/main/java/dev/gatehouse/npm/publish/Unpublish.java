package dev.gatehouse.npm.publish;

import dev.gatehouse.core.format.LocalEdit;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.npm.json.StrictJson;

import java.time.Instant;
import java.util.Optional;

/**
 * Deletes one version, or all. The name stays reserved.
 *
 * @param only the version; empty: all of them
 */
record Unpublish(Optional<Version> only, String revision, StrictJson json) implements LocalEdit {
    @Override
    public Outcome apply(LocalPackage current, Instant now) {
        PackageName name = current.key().name();
        boolean known =
                only.map(version -> current.find(version).isPresent())
                        .orElseGet(() -> !current.available().isEmpty());
        if (!known) {
            return new Outcome.Rejected(Refuse.unknown(name));
        }
        if (!revision.equals(LocalPackument.revision(current))) {
            return new Outcome.Rejected(Refuse.stale(name));
        }
        LocalPackage next = current;
        for (LocalRelease release : current.available()) {
            if (only.isEmpty() || only.get().equals(release.version())) {
                next = next.with(release.in(LocalRelease.State.DELETED));
            }
        }
        NameDocument document = NameDocument.of(next, json);
        document.settleTags(next);
        return Answers.changed(200, current, next.with(document.text()), json);
    }
}
