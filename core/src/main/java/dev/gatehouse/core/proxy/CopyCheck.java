package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.Refusal.Asked;
import dev.gatehouse.core.model.Hold;
import dev.gatehouse.core.model.ItemKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.proxy.StoredPackages.Stored;
import dev.gatehouse.core.proxy.TrustService.Asking;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.trust.Enforcement;
import dev.gatehouse.core.trust.Holds;
import dev.gatehouse.core.trust.SourceRuling;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Says why a stored package may not be copied: a copy is published, so what is not served must not
 * become trusted by this door. Thread-safe.
 */
final class CopyCheck {
    private final TrustService trust;
    private final Catalogue catalogue;
    private final MetadataStore metadata;
    private final Journal journal;

    CopyCheck(Kernel kernel, TrustService trust, Catalogue catalogue) {
        this.trust = trust;
        this.catalogue = catalogue;
        this.metadata = kernel.metadata();
        this.journal = kernel.journal();
    }

    /** Why it may not leave where it is now; empty when it may. */
    Optional<Refusal> refusal(Stored from) throws IOException, InterruptedException {
        Optional<? extends Mount<?, ?>> mount = catalogue.current(from.mount());
        if (mount.isEmpty()) {
            String gone = "the repository " + from.mount().repositoryName() + " was removed";
            return Optional.of(new Refusal.NotFound(Asked.FILE, gone));
        }
        Optional<Refusal> held = held(mount.get(), from.item());
        return held.isPresent() || from.owner().isLocal() ? held : unserved(mount.get(), from);
    }

    private Optional<Refusal> held(Mount<?, ?> mount, ItemKey item) throws IOException {
        Holds holds = new Holds(metadata.states().of(item.key()));
        Optional<Hold> hold =
                item.file().isPresent()
                        ? holds.on(item.version(), item.file().get())
                        : holds.on(item.version());
        PackageName name = item.key().name();
        return hold.map(h -> mount.held(Asked.FILE, name, h, journal));
    }

    private Optional<Refusal> unserved(Mount<?, ?> mount, Stored from)
            throws IOException, InterruptedException {
        PackageName name = from.item().key().name();
        SourceRuling ruling = trust.rule(mount, name, Asking.WHERE_IT_MATTERS).ruling();
        if (ruling.permits(from.owner()) || mount.settings().enforcement() == Enforcement.MONITOR) {
            return Optional.empty();
        }
        if (!ruling.isDecided()) {
            List<String> silent = ruling.silent().stream().map(s -> s.source().name()).toList();
            return Optional.of(
                    new Refusal.Undecided(
                            Asked.FILE,
                            name,
                            ruling.rule(),
                            silent,
                            journal.id(),
                            mount.explain(name)));
        }
        List<String> owners = ruling.owners().stream().map(Source::name).toList();
        return Optional.of(
                new Refusal.Blocked(Asked.FILE, name, owners, journal.id(), mount.explain(name)));
    }
}
