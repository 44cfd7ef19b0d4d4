package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.IndexKey;
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
            Optional<Mount<?, ?>> mount = mount(key);
            Optional<Upstream> upstream =
                    mount.flatMap(m -> m.settings().upstream(key.source()))
                            .filter(Upstream::isAsked);
            if (upstream.isEmpty()) {
                presence.drop(key);
            } else {
                indexes.refresh(mount.get(), upstream.get(), IndexKey.of(key.key().name()));
            }
        }
    }

    private Optional<Mount<?, ?>> mount(SourceKey key) {
        for (Mount<?, ?> mount : catalogue.all()) {
            if (mount.repository().equals(key.key().repository())
                    && mount.format().id().equals(key.key().name().format())) {
                return Optional.of(mount);
            }
        }
        return Optional.empty();
    }
}
