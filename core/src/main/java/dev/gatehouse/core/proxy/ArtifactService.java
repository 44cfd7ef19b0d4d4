package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.Refusal.Asked;
import dev.gatehouse.core.format.Route;
import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.proxy.FileFinder.Found;
import dev.gatehouse.core.proxy.FileFinder.Looked;
import dev.gatehouse.core.store.Blob;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.core.upstream.Upstream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Files. One is served only if its version is visible now; one that is stored, and whose owner may
 * speak for the name whatever others say, is served without a question to anybody. Thread-safe.
 */
public final class ArtifactService {
    private final SourceIndexes indexes;
    private final MetadataStore metadata;
    private final Events events;
    private final VerifiedBlobs blobs;
    private final FileFetch fetch;
    private final Downloads downloads;
    private final MissingFiles missing;
    private final FileFinder finder;
    private final HeldFiles held;
    private final LateCompanions late;
    private final OwnSignatures own;

    @SuppressWarnings("checkstyle:ParameterNumber") // what a file may come from
    ArtifactService(
            Kernel kernel,
            SourceIndexes indexes,
            FileFetch fetch,
            FileFinder finder,
            HeldFiles held,
            OwnSignatures own) {
        this.indexes = indexes;
        this.metadata = kernel.metadata();
        this.events = kernel.events();
        this.blobs = fetch.blobs();
        this.fetch = fetch;
        this.downloads = new Downloads(kernel, fetch);
        this.missing = new MissingFiles(kernel);
        this.finder = finder;
        this.held = held;
        this.late = fetch.late();
        this.own = own;
    }

    /** The file, for whoever asks under that name. */
    <R extends Release, P> FileAnswer file(Mount<R, P> mount, Route.File wanted, Request request)
            throws IOException, InterruptedException {
        Optional<StoredFile> stored = finder.stored(mount.key(wanted.name()), wanted);
        Optional<Refusal> refusal = held.refusal(mount, wanted, stored);
        if (refusal.isPresent()) {
            return new FileAnswer.Refused(refusal.get());
        }
        Optional<String> ours = ours(mount, wanted, stored);
        if (ours.isPresent()) {
            return new FileAnswer.Coming(Body.of(ours.get()));
        }
        if (stored.isPresent() && standsByItself(mount, stored.get())) {
            Optional<Blob> blob = blobs.find(stored.get());
            if (blob.isPresent()) {
                events.file(mount.format().id(), true);
                return served(stored.get(), blob.get());
            }
        }
        events.file(mount.format().id(), false);
        return switch (finder.look(mount, wanted, request)) {
            case Looked.At<R, P>(Found<R, P> found) -> fetch(mount, found, request);
            case Looked.Kept<R, P>(StoredFile file, Visible<R, P> visible) ->
                    kept(mount, visible, file);
            case Looked.No<R, P>(Refusal why) -> new FileAnswer.Refused(why);
        };
    }

    /** A file's checksum: of the stored bytes if they are here, else what its source says. */
    <R extends Release, P> FileAnswer checksum(
            Mount<R, P> mount, Route.Checksum wanted, Request request)
            throws IOException, InterruptedException {
        Route.File of = wanted.of();
        Optional<StoredFile> stored = finder.stored(mount.key(of.name()), of);
        Optional<Refusal> refusal = held.refusal(mount, of, stored);
        if (refusal.isPresent()) {
            return new FileAnswer.Refused(refusal.get());
        }
        Optional<String> ours = ours(mount, of, stored);
        if (ours.isPresent()) {
            byte[] bytes = ours.get().getBytes(StandardCharsets.UTF_8);
            return new FileAnswer.Coming(Body.of(Digest.compute(wanted.algorithm(), bytes).hex()));
        }
        if (stored.isPresent() && standsByItself(mount, stored.get())) {
            return digest(stored.get(), wanted);
        }
        return switch (finder.look(mount, of, request)) {
            case Looked.No<R, P>(Refusal why) -> new FileAnswer.Refused(why);
            case Looked.Kept<R, P>(StoredFile file, var _) -> digest(file, wanted);
            case Looked.At<R, P>(Found<R, P> found) -> {
                Optional<StoredFile> kept = stored(mount, found);
                Optional<Found<R, P>> checksum = found.beside(mount, wanted.checksum());
                yield kept.isPresent() || checksum.isEmpty()
                        ? kept.map(f -> digest(f, wanted)).orElseGet(() -> none(wanted))
                        : fetch(mount, checksum.get(), request);
            }
        };
    }

    /** The repository's own signature of a file that may be had now. */
    private <R extends Release, P> Optional<String> ours(
            Mount<R, P> mount, Route.File wanted, Optional<StoredFile> stored) throws IOException {
        Optional<OwnSignatures.Asked> asked = own.asked(mount, wanted, stored.isPresent());
        return asked.isPresent() && standsByItself(mount, asked.get().of())
                ? asked.map(a -> a.signature().text())
                : Optional.empty();
    }

    private static FileAnswer digest(StoredFile file, Route.Checksum wanted) {
        return file.digest(wanted.algorithm())
                .<FileAnswer>map(d -> new FileAnswer.Coming(Body.of(d.hex())))
                .orElseGet(() -> none(wanted));
    }

    private static FileAnswer none(Route.Checksum wanted) {
        return new FileAnswer.Refused(
                new Refusal.NotFound(Asked.FILE, "no checksum " + wanted.checksum() + " here"));
    }

    private static FileAnswer served(StoredFile file, Blob blob) {
        return new FileAnswer.Stored(file, new Body.FileRange(blob.path(), 0, blob.size()));
    }

    /** What was made here and is lost is made again, or is not there. */
    private <R extends Release, P> FileAnswer kept(
            Mount<R, P> mount, Visible<R, P> visible, StoredFile file)
            throws IOException, InterruptedException {
        Optional<Blob> blob = blobs.find(file);
        if (blob.isEmpty()) {
            blob = late.again(mount, visible.index(), file);
        }
        return blob.map(b -> served(file, b))
                .orElseGet(
                        () ->
                                new FileAnswer.Refused(
                                        new Refusal.NotFound(
                                                Asked.FILE,
                                                file.file()
                                                        + " is lost and cannot be made again")));
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
                && (mount.format().unlisted().isPresent() || isListed(mount, owner.get(), file));
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
        return indexes.stored(mount, owner, IndexKey.of(file.key().name()))
                .map(d -> d.index().releases().containsKey(file.version()))
                .orElse(true);
    }

    private <R extends Release, P> FileAnswer fetch(
            Mount<R, P> mount, Found<R, P> found, Request request)
            throws IOException, InterruptedException {
        Visible<R, P> visible = found.visible();
        PackageName name = visible.index().name();
        R release = found.accepted().release();
        SourceId owner = found.accepted().owner().id();
        Optional<StoredFile> stored = stored(mount, found);
        Optional<Blob> blob = stored.isEmpty() ? Optional.empty() : blobs.find(stored.get());
        if (stored.isPresent() && blob.isPresent()) {
            return served(stored.get(), blob.get());
        }
        Optional<Upstream> upstream = mount.settings().upstream(owner).filter(Upstream::isAsked);
        if (upstream.isEmpty()) {
            return unavailable(found, stored.isPresent() || isListedHere(found));
        }
        FileRequest<R, P> wanted =
                new FileRequest<>(
                        mount,
                        name,
                        release,
                        found.file(),
                        upstream.get(),
                        request.principal().name());
        FileFetch.Decision decision =
                new FileFetch.Decision(visible.epoch(), visible.ruling(), visible.validUntil());
        // a HEAD brings no file, so it pins nothing and is no provenance
        return request.head().method() == Method.HEAD
                ? fetch.head(wanted)
                : missing.or(wanted, decision, () -> downloads.join(wanted, decision));
    }

    private <R extends Release, P> Optional<StoredFile> stored(Mount<R, P> mount, Found<R, P> found)
            throws IOException {
        return metadata.releases()
                .file(
                        mount.key(found.visible().index().name()),
                        found.accepted().release().version(),
                        found.file().name())
                .filter(f -> f.owner().equals(found.accepted().owner().id()));
    }

    /** Whether it was published here, so that its bytes should be here too. */
    private static boolean isListedHere(Found<?, ?> found) {
        return found.accepted().owner().isLocal()
                && found.accepted().release().files().stream()
                        .anyMatch(f -> f.name().equals(found.file().name()));
    }

    private static FileAnswer unavailable(Found<?, ?> found, boolean lost) throws IOException {
        if (lost) {
            throw lost(found.file().name());
        }
        return new FileAnswer.Refused(
                new Refusal.NotFound(
                        Asked.FILE,
                        found.file().name() + " is not stored and its source is not asked"));
    }

    private static IOException lost(FileName file) {
        return new IOException("the bytes of " + file + " are lost or damaged");
    }
}
