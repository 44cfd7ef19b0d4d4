package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Signing;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.signature.RepositoryKey;
import dev.gatehouse.core.signature.RepositorySigner;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.OwnSignature;
import dev.gatehouse.core.store.StoredFile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Signs in the background what was published before its repository signed. Thread-safe. */
public final class SigningBacklog {
    private static final int PAGE = 500;

    private final OwnSignatures own;
    private final MetadataStore metadata;
    private final Epochs epochs;
    private final PackageLocks locks;
    private final Catalogue catalogue;
    private final ConcurrentMap<Of, Long> done = new ConcurrentHashMap<>();

    SigningBacklog(Kernel kernel, OwnSignatures own, Catalogue catalogue) {
        this.own = own;
        this.metadata = kernel.metadata();
        this.epochs = kernel.epochs();
        this.locks = kernel.locks();
        this.catalogue = catalogue;
    }

    private record Of(RepositoryId repository, FormatId format) {}

    /**
     * Signs what was published before its repository signed; once for each configuration, and again
     * where that failed. To be called now and then, off the request path.
     */
    public void catchUp() throws IOException, InterruptedException {
        for (Mount<?, ?> mount : catalogue.all()) {
            Of of = new Of(mount.repository(), mount.format().id());
            Long before = done.get(of);
            boolean due = before == null || before != mount.generation();
            if (due && mount.settings().signing()) {
                catchUp(mount);
                done.put(of, mount.generation());
            }
        }
    }

    private void catchUp(Mount<?, ?> mount) throws IOException, InterruptedException {
        var owner = new RepositorySigner.Owner(mount.repository(), mount.repositoryName());
        for (RepositoryKey.Kind kind : kinds(mount)) {
            // so that people can fetch it before anything is published
            var _ = own.keys().current(owner, kind);
        }
        NamePages names =
                new NamePages(
                        last ->
                                metadata.releases()
                                        .localNames(
                                                mount.repository(),
                                                mount.format().id(),
                                                last,
                                                PAGE));
        for (var next = names.next(); next.isPresent(); next = names.next()) {
            catchUp(mount, next.get());
        }
    }

    private static <R extends Release, P> List<RepositoryKey.Kind> kinds(Mount<R, P> mount) {
        return mount.format().signing().stream()
                .map(
                        signing ->
                                switch (signing) {
                                    case Signing.Detached<R> ignored -> RepositoryKey.Kind.PGP;
                                    case Signing.ByRegistry<R> ignored -> RepositoryKey.Kind.ECDSA;
                                })
                .toList();
    }

    private void catchUp(Mount<?, ?> mount, PackageName name)
            throws IOException, InterruptedException {
        PackageKey key = mount.key(name);
        List<OwnSignature> made = new ArrayList<>();
        for (StoredFile file : files(key)) {
            if (own.isDue(mount, file)) {
                own.make(mount, file).ifPresent(made::add);
            }
        }
        if (!made.isEmpty()) {
            locks.holding(key, () -> keep(key, made));
        }
    }

    private List<StoredFile> files(PackageKey key) throws IOException {
        return metadata
                .releases()
                .local(key)
                .map(LocalPackage::available)
                .orElse(List.of())
                .stream()
                .map(LocalRelease::files)
                .flatMap(List::stream)
                .toList();
    }

    /** Of what is still there as it was signed. */
    private boolean keep(PackageKey key, List<OwnSignature> made) throws IOException {
        List<StoredFile> now = files(key);
        List<Change> changes = new ArrayList<>();
        for (OwnSignature signature : made) {
            if (now.stream().anyMatch(signature::isOf)) {
                changes.add(new Change.PutOwnSignature(signature));
            }
        }
        metadata.commit(changes, MetadataStore.Durability.SYNCED);
        epochs.move(key);
        return !changes.isEmpty();
    }
}
