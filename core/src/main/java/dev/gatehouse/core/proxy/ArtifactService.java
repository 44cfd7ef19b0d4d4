package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.Refusal.Asked;
import dev.gatehouse.core.format.Route;
import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.ReleaseFile;
import dev.gatehouse.core.store.Blob;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.core.trust.Accepted;
import dev.gatehouse.core.upstream.Upstream;

import java.io.IOException;
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
    private final Downloads downloads;
    private final Refusals refusals;

    ArtifactService(Kernel kernel, IndexService index, SourceIndexes indexes, FileFetch fetch) {
        this.index = index;
        this.indexes = indexes;
        this.metadata = kernel.metadata();
        this.events = kernel.events();
        this.blobs = new VerifiedBlobs(kernel);
        this.downloads = new Downloads(kernel, fetch);
        this.refusals = new Refusals(kernel);
    }

    /** The file, for whoever asks under that name. */
    <R extends Release, P> FileAnswer file(Mount<R, P> mount, Route.File wanted, String by)
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
        return fromVisible(mount, wanted, by);
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
                    .isPresent();
        }
        Optional<Upstream> owner = mount.settings().upstream(file.owner());
        return owner.isPresent()
                && file.owner().equals(metadata.releases().pins(file.key()).get(file.version()))
                && (owner.get().source().isTrusted() || hasProvenance(file))
                && isListed(mount, owner.get(), file);
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
            Mount<R, P> mount, Route.File wanted, String by)
            throws IOException, InterruptedException {
        Visible<R, P> visible = index.visible(mount, wanted.name());
        Optional<Found<R>> found = find(visible, wanted);
        if (found.isEmpty() && index.refresh(mount, wanted.name())) {
            visible = index.visible(mount, wanted.name());
            found = find(visible, wanted);
        }
        if (found.isEmpty()) {
            return new FileAnswer.Refused(refusals.file(mount, wanted, visible));
        }
        return fetch(mount, wanted.name(), visible, found.get(), by);
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
            Mount<R, P> mount, PackageName name, Visible<R, P> visible, Found<R> found, String by)
            throws IOException, InterruptedException {
        R release = found.accepted().release();
        PackageKey key = mount.key(name);
        Optional<StoredFile> stored =
                metadata.releases()
                        .file(key, release.version(), found.file().name())
                        .filter(f -> f.owner().equals(found.accepted().owner().id()));
        Optional<Blob> blob = stored.isEmpty() ? Optional.empty() : blobs.find(stored.get());
        if (stored.isPresent() && blob.isPresent()) {
            return served(stored.get(), blob.get());
        }
        if (found.accepted().owner().isLocal()) {
            throw new IOException("the bytes of " + found.file().name() + " are lost or damaged");
        }
        Upstream upstream = mount.settings().upstream(found.accepted().owner().id()).orElseThrow();
        if (!upstream.isAsked()) {
            return new FileAnswer.Refused(
                    new Refusal.NotFound(
                            Asked.FILE,
                            found.file().name() + " is not stored and its source is not asked"));
        }
        if (stored.isPresent()) {
            blobs.discard(stored.get());
        }
        FileRequest<R, P> request =
                new FileRequest<>(mount, name, release, found.file(), upstream, by);
        return downloads.join(request, new FileFetch.Decision(visible.epoch(), visible.ruling()));
    }
}
