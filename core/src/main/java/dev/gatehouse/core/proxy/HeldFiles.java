package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.Refusal.Asked;
import dev.gatehouse.core.format.Route;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.Hold;
import dev.gatehouse.core.model.ItemState;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.core.trust.Holds;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Refuses files that somebody holds back, whoever owns them and wherever their bytes are, by the
 * same {@link Holds} that take their versions out of indexes. Thread-safe.
 */
final class HeldFiles {
    private static final long MOST_NAMES = 100_000;

    private final Epochs epochs;
    private final Journal journal;
    private final Rejudging rejudging;
    private final InstantSource clock;
    private final Memory<PackageKey, Known> known;

    HeldFiles(Kernel kernel, Rejudging rejudging) {
        this.rejudging = rejudging;
        this.clock = kernel.clock();
        this.epochs = kernel.epochs();
        this.known = kernel.memories().counted("holds", MOST_NAMES);
        this.journal = kernel.journal();
    }

    /**
     * What holds of a package.
     *
     * @param epoch of the package before it was read: a hold moves it
     * @param dueAt when policies have to be asked again; empty: no time changes it
     */
    private record Known(long epoch, Holds holds, Optional<Instant> dueAt) {
        boolean stands(long now, Instant at) {
            return epoch == now && dueAt.map(at::isBefore).orElse(true);
        }
    }

    /** Every file that is asked for comes by here, so the store is read once for each epoch. */
    private Holds holds(Mount<?, ?> mount, PackageKey key)
            throws IOException, InterruptedException {
        Instant now = clock.instant();
        Optional<Known> before = known.find(key).filter(k -> k.stands(epochs.of(key), now));
        if (before.isPresent()) {
            return before.get().holds();
        }
        long epoch = epochs.of(key);
        List<ItemState> states = rejudging.states(mount, key.name());
        Holds holds = new Holds(states);
        known.put(key, new Known(epoch, holds, Rejudging.dueAt(states)));
        return holds;
    }

    /**
     * Why the file is refused, and all that lies beside it; empty when nothing holds it.
     *
     * @param stored the file, if it is stored: it tells the version where the path does not
     */
    Optional<Refusal> refusal(Mount<?, ?> mount, Route.File wanted, Optional<StoredFile> stored)
            throws IOException, InterruptedException {
        Holds holds = holds(mount, mount.key(wanted.name()));
        FileName main = mount.format().main(wanted.file());
        Optional<Version> version = wanted.version().or(() -> stored.map(StoredFile::version));
        Optional<Hold> hold =
                version.flatMap(v -> holds.on(v, main))
                        .or(() -> wanted.version().isEmpty() ? holds.on(main) : Optional.empty());
        return hold.map(h -> mount.held(Asked.FILE, wanted.name(), h, journal));
    }
}
