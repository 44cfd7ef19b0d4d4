package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.Release;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The mounts in force: replaced as a whole when the configuration changes, so that no answer mixes
 * two. Thread-safe.
 */
public final class Catalogue {
    private final AtomicReference<Map<Place, Mount<?, ?>>> mounts;

    /** A mount's place: repository name and format. */
    public record Place(String repository, FormatId format) {}

    public Catalogue(Map<Place, Mount<?, ?>> first) {
        this.mounts = new AtomicReference<>(Map.copyOf(first));
    }

    public Optional<Mount<?, ?>> find(Place place) {
        return Optional.ofNullable(mounts.get().get(place));
    }

    public Collection<Mount<?, ?>> all() {
        return mounts.get().values();
    }

    /** In force for the next look-up. */
    public void replace(Map<Place, Mount<?, ?>> next) {
        mounts.set(Map.copyOf(next));
    }

    /** That mount as it is configured now; empty when it is gone. */
    @SuppressWarnings("unchecked")
    <R extends Release, P> Optional<Mount<R, P>> current(Mount<R, P> mount) {
        return find(new Place(mount.repositoryName(), mount.format().id()))
                .filter(m -> m.repository().equals(mount.repository()))
                .map(m -> (Mount<R, P>) m);
    }
}
