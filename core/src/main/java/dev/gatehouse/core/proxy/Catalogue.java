package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.Release;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The mounts in force: replaced as a whole when the configuration changes, so that no answer mixes
 * two. Thread-safe.
 */
public final class Catalogue {
    private final AtomicReference<Map<Place, Mount<?, ?>>> mounts;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

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

    /** Told of each mount that was there before and is there after; must not block. */
    interface Listener {
        void changed(Mount<?, ?> before, Mount<?, ?> after);
    }

    void whenReplaced(Listener listener) {
        listeners.add(listener);
    }

    /** In force for the next look-up. */
    public void replace(Map<Place, Mount<?, ?>> next) {
        Map<Place, Mount<?, ?>> before = mounts.getAndSet(Map.copyOf(next));
        before.forEach(
                (place, old) ->
                        find(place)
                                .filter(now -> now.repository().equals(old.repository()))
                                .ifPresent(now -> listeners.forEach(l -> l.changed(old, now))));
    }

    /** That mount as it is configured now; empty when it is gone. */
    @SuppressWarnings("unchecked")
    <R extends Release, P> Optional<Mount<R, P>> current(Mount<R, P> mount) {
        return find(new Place(mount.repositoryName(), mount.format().id()))
                .filter(m -> m.repository().equals(mount.repository()))
                .map(m -> (Mount<R, P>) m);
    }
}
