package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.Refusal.Asked;
import dev.gatehouse.core.format.Route;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.Hold;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.trust.Holds;

import java.io.IOException;
import java.util.Optional;

/**
 * Refuses files that somebody holds back, whoever owns them and wherever their bytes are, by the
 * same {@link Holds} that take their versions out of indexes. Thread-safe.
 */
final class HeldFiles {
    private final MetadataStore metadata;
    private final Journal journal;

    HeldFiles(Kernel kernel) {
        this.metadata = kernel.metadata();
        this.journal = kernel.journal();
    }

    /** Why the file is refused, and all that lies beside it; empty when nothing holds it. */
    Optional<Refusal> refusal(Mount<?, ?> mount, Route.File wanted) throws IOException {
        Holds holds = new Holds(metadata.states().of(mount.key(wanted.name())));
        FileName main = mount.format().main(wanted.file());
        Optional<Hold> hold =
                wanted.version().isPresent()
                        ? holds.on(wanted.version().get(), main)
                        : holds.on(main);
        return hold.map(
                h ->
                        new Refusal.Held(
                                Asked.FILE,
                                wanted.name(),
                                h,
                                journal.id(),
                                mount.explain(wanted.name())));
    }
}
