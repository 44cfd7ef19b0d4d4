package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.Refusal.Asked;
import dev.gatehouse.core.format.Route;
import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.ReleaseFile;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.store.Blob;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.core.trust.Accepted;
import dev.gatehouse.core.upstream.Upstream;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Files. One is served only if its version is visible now; one that is stored, and whose owner may
 * speak for the name whatever others say, is served without a question to anybody. Thread-safe.
 */
public final class ArtifactService {
    private final IndexService index;
    private final SourceIndexes indexes;
    private final MetadataStore metadata;
    private final Events events;
    private final VerifiedBlobs blobs;
    private final Blocks blocks;
    private final InstantSource clock;
    private final FileFetch fetch;
    private final Downloads downloads;
    private final Refusals refusals;

    ArtifactService(Kernel kernel, IndexService index, SourceIndexes indexes, FileFetch fetch) {
        this.index = index;
        this.indexes = indexes;
        this.metadata = kernel.metadata();
        this.events = kernel.events();
        this.clock = kernel.clock();
        this.blobs = fetch.blobs();
        this.blocks = new Blocks(kernel.journal(), kernel.events());
        this.fetch = fetch;
        this.downloads = new Downloads(kernel, fetch);
        this.refusals = new Refusals(kernel);
    }

    /** The file, for whoever asks under that name. */
    <R extends Release, P> FileAnswer file(Mount<R, P> mount, Route.File wanted, Request request)
            throws IOException, InterruptedException {
        Optional<StoredFile> stored = stored(mount.key(wanted.name()), wanted);
        if (stored.isPresent() && standsByItself(mount, stored.get())) {
            Optional<Blob> blob = blobs.find(stored.get());
            if (blob.isPresent()) {
                events.file(mount.format().id(), true);
                return served(stored.get(), blob.get());
            }
        }
        events.file(mount.format().id(), false);
        return fromVisible(mount, wanted, request);
    }

    private static FileAnswer served(StoredFile file, Blob blob) {
        return new FileAnswer.Stored(file, new Body.FileRange(blob.path(), 0, blob.size()));
    }

    private Optional<StoredFile> stored(PackageKey key, Route.File wanted) throws IOException {
        if (wanted.version().isPresent()) {
            return metadata.releases().file(key, wanted.version().get(), wanted.file());
        }
        return metadata.releases().files(key).stream()
                .filter(f -> f.file().equals(wanted.file()))
                .findFirst();
    }

    /** Whether no answer of anybody could keep the file from being served. */
    private <R extends Release, P> boolean standsByItself(Mount<R, P> mount, StoredFile file)
            throws IOException {
        if (file.owner().isLocal()) {
            return metadata.releases()
                    .local(file.key())
                    .flatMap(l -> l.find(file.version()))
                    .filter(LocalRelease::isAvailable)
                    .filter(r -> lists(r, file))
                    .isPresent();
        }
        Optional<Upstream> owner = mount.settings().upstream(file.owner());
        return owner.isPresent()
                && file.owner().equals(metadata.releases().pins(file.key()).get(file.version()))
                && (owner.get().source().isTrusted() || hasProvenance(file))
                && isListed(mount, owner.get(), file);
    }

    private static boolean lists(LocalRelease release, StoredFile file) {
        return release.files().stream()
                .anyMatch(f -> f.file().equals(file.file()) && f.sha256().equals(file.sha256()));
    }

    private boolean hasProvenance(StoredFile file) throws IOException {
        return metadata.provenance().of(file.key()).stream()
                .anyMatch(p -> p.source().equals(file.owner()));
    }

    /** A version that its owner has taken out of its document is not visible any more. */
    private <R extends Release, P> boolean isListed(
            Mount<R, P> mount, Upstream owner, StoredFile file) throws IOException {
        return indexes.stored(mount, owner, file.key().name())
                .map(d -> d.index().releases().containsKey(file.version()))
                .orElse(true);
    }

    private <R extends Release, P> FileAnswer fromVisible(
            Mount<R, P> mount, Route.File wanted, Request request)
            throws IOException, InterruptedException {
        Instant begun = clock.instant();
        String by = request.principal().name();
        Visible<R, P> visible = index.visible(mount, wanted.name());
        Optional<Found<R>> found = find(visible, wanted);
        if (found.isEmpty() && index.refresh(mount, wanted.name(), begun)) {
            visible = index.visible(mount, wanted.name());
            found = find(visible, wanted);
        }
        if (found.isEmpty()) {
            blocks.tell(mount, wanted.name(), visible.ruling(), by);
            return new FileAnswer.Refused(refusals.file(mount, wanted, visible));
        }
        if (!visible.ruling().permits(found.get().accepted().owner().id())) {
            blocks.tell(mount, wanted.name(), visible.ruling(), by);
        }
        return fetch(mount, visible, found.get(), request);
    }

    private record Found<R extends Release>(Accepted<R> accepted, ReleaseFile file) {}

    private static <R extends Release> Optional<Found<R>> find(
            Visible<R, ?> visible, Route.File wanted) {
        return visible.index().accepted().values().stream()
                .filter(a -> wanted.version().map(a.release().version()::equals).orElse(true))
                .flatMap(
                        a ->
                                a.release().files().stream()
                                        .filter(f -> f.name().equals(wanted.file()))
                                        .map(f -> new Found<>(a, f)))
                .findFirst();
    }

    private <R extends Release, P> FileAnswer fetch(
            Mount<R, P> mount, Visible<R, P> visible, Found<R> found, Request request)
            throws IOException, InterruptedException {
        PackageName name = visible.index().name();
        R release = found.accepted().release();
        SourceId owner = found.accepted().owner().id();
        Optional<StoredFile> stored =
                metadata.releases()
                        .file(mount.key(name), release.version(), found.file().name())
                        .filter(f -> f.owner().equals(owner));
        Optional<Blob> blob = stored.isEmpty() ? Optional.empty() : blobs.find(stored.get());
        if (stored.isPresent() && blob.isPresent()) {
            return served(stored.get(), blob.get());
        }
        Optional<Upstream> upstream = mount.settings().upstream(owner).filter(Upstream::isAsked);
        if (upstream.isEmpty()) {
            return unavailable(found, stored.isPresent() || owner.isLocal());
        }
        FileRequest<R, P> wanted =
                new FileRequest<>(
                        mount,
                        name,
                        release,
                        found.file(),
                        upstream.get(),
                        request.principal().name());
        // a HEAD brings no file, so it pins nothing and is no provenance
        return request.head().method() == Method.HEAD
                ? fetch.head(wanted)
                : downloads.join(wanted, new FileFetch.Decision(visible.epoch(), visible.ruling()));
    }

    private static FileAnswer unavailable(Found<?> found, boolean lost) throws IOException {
        if (lost) {
            throw new IOException("the bytes of " + found.file().name() + " are lost or damaged");
        }
        return new FileAnswer.Refused(
                new Refusal.NotFound(
                        Asked.FILE,
                        found.file().name() + " is not stored and its source is not asked"));
    }
}
