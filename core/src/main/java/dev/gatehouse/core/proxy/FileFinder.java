package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.Route;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.ReleaseFile;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.core.trust.Accepted;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Finds a file in what may be seen of its package now, or says why it is not served. Thread-safe.
 */
final class FileFinder {
    private final IndexService index;
    private final VersionOwners owners;
    private final MetadataStore metadata;
    private final Blocks blocks;
    private final Refusals refusals;
    private final InstantSource clock;

    FileFinder(Kernel kernel, IndexService index, VersionOwners owners) {
        this.index = index;
        this.owners = owners;
        this.metadata = kernel.metadata();
        this.blocks = new Blocks(kernel.journal(), kernel.events());
        this.refusals = new Refusals(kernel);
        this.clock = kernel.clock();
    }

    /** What may be served: a file that its source lists, or has without listing it. */
    record Found<R extends Release, P>(
            Visible<R, P> visible, Accepted<R> accepted, ReleaseFile file) {
        /** The file of that name beside it, in the same version. */
        Optional<Found<R, P>> beside(Mount<R, P> mount, FileName name) {
            return in(mount, visible, accepted, name);
        }
    }

    /** Where a file was looked for, and what was found. */
    sealed interface Looked<R extends Release, P> {
        record At<R extends Release, P>(Found<R, P> found) implements Looked<R, P> {}

        /** It was made here, and lies beside a file that its source lists. */
        record Kept<R extends Release, P>(StoredFile file, Visible<R, P> visible)
                implements Looked<R, P> {}

        record No<R extends Release, P>(Refusal refusal) implements Looked<R, P> {}
    }

    <R extends Release, P> Looked<R, P> look(Mount<R, P> mount, Route.File wanted, Request request)
            throws IOException, InterruptedException {
        Instant begun = clock.instant();
        Visible<R, P> visible = index.visible(mount, wanted.name());
        Optional<Found<R, P>> found = find(mount, visible, wanted);
        Optional<StoredFile> kept = kept(mount, visible, wanted);
        if (found.isEmpty() && kept.isPresent()) {
            tell(mount, visible, kept.map(StoredFile::owner), request);
            return new Looked.Kept<>(kept.get(), visible);
        }
        if (found.isEmpty() && index.refresh(mount, wanted.name(), begun)) {
            visible = index.visible(mount, wanted.name());
            found = find(mount, visible, wanted);
        }
        Optional<Refusal> refusal = Optional.empty();
        if (mount.format().unlisted().isPresent() && wanted.version().isPresent()) {
            VersionOwners.Sought<R, P> sought =
                    owners.seek(
                            mount,
                            mount.format().unlisted().get(),
                            wanted.name(),
                            wanted.version().get());
            visible = sought.visible();
            found = sought.owned().flatMap(a -> in(mount, sought.visible(), a, wanted.file()));
            refusal = refusals.unlisted(mount, wanted, sought);
        }
        tell(mount, visible, found.map(f -> f.accepted().owner().id()), request);
        if (found.isPresent()) {
            return new Looked.At<>(found.get());
        }
        Visible<R, P> last = visible;
        return new Looked.No<>(refusal.orElseGet(() -> refusals.file(mount, wanted, last)));
    }

    /** Tells that a source is blocked, unless one serves that is permitted. */
    private void tell(
            Mount<?, ?> mount, Visible<?, ?> visible, Optional<SourceId> owner, Request request) {
        if (owner.filter(visible.ruling()::permits).isEmpty()) {
            blocks.tell(
                    mount, visible.index().name(), visible.ruling(), request.principal().name());
        }
    }

    private static <R extends Release, P> Optional<Found<R, P>> find(
            Mount<R, P> mount, Visible<R, P> visible, Route.File wanted) {
        return visible.index().accepted().values().stream()
                .filter(a -> wanted.version().map(a.release().version()::equals).orElse(true))
                .flatMap(a -> in(mount, visible, a, wanted.file()).stream())
                .findFirst();
    }

    private static <R extends Release, P> Optional<Found<R, P>> in(
            Mount<R, P> mount, Visible<R, P> visible, Accepted<R> accepted, FileName file) {
        return mount.format()
                .file(accepted.release(), file)
                .map(f -> new Found<>(visible, accepted, f));
    }

    private Optional<StoredFile> kept(Mount<?, ?> mount, Visible<?, ?> visible, Route.File wanted)
            throws IOException {
        return visible.kept().containsKey(wanted.file())
                ? stored(mount.key(wanted.name()), wanted)
                        .filter(f -> visible.index().isOwnedBy(f.version(), f.owner()))
                : Optional.empty();
    }

    /** The file that is stored under that name, whoever may see it. */
    Optional<StoredFile> stored(PackageKey key, Route.File wanted) throws IOException {
        if (wanted.version().isPresent()) {
            return metadata.releases().file(key, wanted.version().get(), wanted.file());
        }
        return metadata.releases().files(key).stream()
                .filter(f -> f.file().equals(wanted.file()))
                .findFirst();
    }
}
