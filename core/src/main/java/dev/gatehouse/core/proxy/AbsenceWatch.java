package dev.gatehouse.core.proxy;

import dev.gatehouse.core.upstream.Upstream;

import java.util.Optional;

/**
 * Asks again, by itself, for names that a trusted upstream had and now answers 404 for: their
 * absence takes effect only when it was observed without a break. Thread-safe.
 */
public final class AbsenceWatch {
    private final Catalogue catalogue;
    private final PresenceService presence;
    private final SourceIndexes indexes;

    AbsenceWatch(Catalogue catalogue, PresenceService presence, SourceIndexes indexes) {
        this.catalogue = catalogue;
        this.presence = presence;
        this.indexes = indexes;
    }

    /** Asks what is due; to be called every few seconds. Does not wait for the answers. */
    public void tick() {
        for (SourceKey key : presence.dueQuestions()) {
            catalogue.all().stream()
                    .filter(m -> m.repository().equals(key.key().repository()))
                    .filter(m -> m.format().id().equals(key.key().name().format()))
                    .forEach(m -> ask(m, key));
        }
    }

    private void ask(Mount<?, ?> mount, SourceKey key) {
        Optional<Upstream> upstream =
                mount.settings().upstream(key.source()).filter(Upstream::isAsked);
        upstream.ifPresent(u -> indexes.refresh(mount, u, key.key().name()));
    }
}
