package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Signing;
import dev.gatehouse.core.model.FileKind;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.signature.KeyRings;
import dev.gatehouse.core.signature.Signature;
import dev.gatehouse.core.signature.SignatureType;
import dev.gatehouse.core.store.BlobDraft;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.core.store.StoredVerdict;
import dev.gatehouse.core.upstream.Mode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Finds the signatures of files and has them judged. A source that is not permitted for a name is
 * never asked, and only the source of a file is asked for its signature. Thread-safe.
 *
 * <p>Nothing here may be called while a package's lock is held, save {@link #published}.
 */
public final class SignatureChecks {
    private final SignatureJudges judges;
    private final DetachedChecks detached;
    private final RegistryChecks registry;
    private final RegistryKeyBook book;
    private final MetadataStore metadata;
    private final InstantSource clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final SingleFlight<String, String> reading;
    private final AtomicReference<String> lastKeys = new AtomicReference<>("");

    SignatureChecks(
            Kernel kernel,
            Catalogue catalogue,
            TrustService trust,
            SourceIndexes indexes,
            Companions companions) {
        this.judges = kernel.signatures();
        this.metadata = kernel.metadata();
        this.clock = kernel.clock();
        OwnReleases releases = new OwnReleases(trust, indexes);
        this.book = new RegistryKeyBook(kernel, catalogue);
        this.detached = new DetachedChecks(kernel, companions, releases);
        this.registry = new RegistryChecks(kernel, book, releases);
        this.reading = new SingleFlight<>(kernel.threads());
        if (judges.pgp().isPresent()) {
            catalogue.whenReplaced((before, after) -> reading.begin("keys", this::reread));
        }
    }

    /**
     * What is known of a file that came.
     *
     * @param signatures judged; empty where nobody looks for any
     * @param kept what is to be committed beside the file, in one batch with it
     * @param changes the same for the record of the verdict
     */
    record Checked(List<Signature> signatures, List<Companions.Made> kept, List<Change> changes) {
        static final Checked NONE = new Checked(List.of(), List.of(), List.of());

        Checked {
            signatures = List.copyOf(signatures);
            kept = List.copyOf(kept);
            changes = List.copyOf(changes);
        }
    }

    /**
     * What is known of a version's files.
     *
     * @param signatures of each file that has to be signed where signatures are required; empty
     *     lists where nobody looks for any
     * @param changes are to be committed in one batch with the files
     */
    public record Published(Map<FileName, List<Signature>> signatures, List<Change> changes) {
        public Published {
            signatures = Map.copyOf(signatures);
            changes = List.copyOf(changes);
        }
    }

    /**
     * Of a file that is coming from an upstream and whose bytes are verified: asks that upstream
     * for its signature, and judges it. A stored signature of the same source is judged instead.
     */
    <R extends Release, P> Checked fetched(FileRequest<R, P> request, BlobDraft draft)
            throws IOException, InterruptedException {
        if (!counts(request) || !isWanted(request.mount())) {
            return Checked.NONE;
        }
        StoredFile file = file(request, draft);
        Checked checked =
                switch (request.mount().format().signing().orElseThrow()) {
                    case Signing.Detached<R> signing -> {
                        DetachedChecks.Came came =
                                detached.fetched(request, signing, file, draft::open);
                        Judged judged = came.judged();
                        yield new Checked(judged.signatures(), came.kept(), changes(judged, file));
                    }
                    case Signing.ByRegistry<R> signing -> {
                        Judged judged = registry.fetched(request, signing, draft.digests());
                        yield new Checked(judged.signatures(), List.of(), changes(judged, file));
                    }
                };
        boolean passes =
                request.file().kind() == FileKind.CHANGING
                        || request.upstream().mode() == Mode.PROXY_ONLY;
        return passes ? new Checked(checked.signatures(), List.of(), List.of()) : checked;
    }

    private static <R extends Release, P> boolean counts(FileRequest<R, P> request) {
        return request.file().kind() != FileKind.COMPANION
                && request.mount()
                        .format()
                        .signing()
                        .filter(
                                s ->
                                        s.counts(
                                                request.name(),
                                                request.version(),
                                                request.file().name()))
                        .isPresent();
    }

    private StoredFile file(FileRequest<?, ?> request, BlobDraft draft) {
        return new StoredFile(
                request.key(),
                request.version(),
                request.file().name(),
                request.upstream().id(),
                draft.size(),
                draft.digests(),
                clock.instant());
    }

    /** The record of a verdict; nothing of one that is unknown. */
    private List<Change> changes(Judged judged, StoredFile file) {
        return judged.isUnknown()
                ? List.of()
                : List.of(new Change.PutVerdict(judged.of(file, clock.instant())));
    }

    /**
     * Of a file that is stored: what is known of it, judged again where keys, stored signature or
     * the passing of time ask for it. Its source is asked only if nobody ever looked there, or what
     * was found a day ago was nothing. Empty for a file that need not be signed, and where nobody
     * looks.
     */
    public <R extends Release, P> List<Signature> stored(Mount<R, P> mount, StoredFile file)
            throws IOException, InterruptedException {
        Optional<Signing<R>> signing = signing(mount, file);
        if (signing.isEmpty()) {
            return List.of();
        }
        Optional<StoredVerdict> before = metadata.signatures().verdict(file);
        if (!isWanted(mount) || isCurrent(signing.get(), mount, file, before)) {
            return before.map(StoredVerdict::signatures).orElse(List.of());
        }
        Judged judged =
                switch (signing.get()) {
                    case Signing.Detached<R> by -> detached.stored(mount, by, file);
                    case Signing.ByRegistry<R> by -> registry.stored(mount, by, file, before);
                };
        if (judged.isUnknown()) {
            // who had nothing yesterday and is silent today has nothing, for all that is known
            return before.filter(v -> v.evidence().isEmpty() && v.statement().isEmpty())
                    .map(StoredVerdict::signatures)
                    .orElse(judged.signatures());
        }
        metadata.commit(changes(judged, file), MetadataStore.Durability.BEHIND);
        return judged.signatures();
    }

    /** What was judged last of a stored file, whatever has changed since; nobody is asked. */
    public List<Signature> known(StoredFile file) throws IOException {
        return metadata.signatures().verdict(file).map(StoredVerdict::signatures).orElse(List.of());
    }

    private static <R extends Release, P> Optional<Signing<R>> signing(
            Mount<R, P> mount, StoredFile file) {
        return mount.format()
                .signing()
                .filter(s -> s.counts(file.key().name(), file.version(), file.file()));
    }

    private <R extends Release, P> boolean isCurrent(
            Signing<R> signing, Mount<R, P> mount, StoredFile file, Optional<StoredVerdict> before)
            throws IOException {
        if (before.isEmpty()) {
            return false;
        }
        StoredVerdict verdict = before.get();
        Instant now = clock.instant();
        return verdict.validUntil().map(now::isBefore).orElse(true)
                && switch (signing) {
                    case Signing.Detached<R> by -> detached.isCurrent(by, file, verdict);
                    case Signing.ByRegistry<R> ignored ->
                            registry.isCurrent(mount, file.owner(), verdict);
                };
    }

    /**
     * Of a version that is being published: each file is judged by the signature that lies beside
     * it among them. Nobody is asked.
     *
     * @param all files of the version, those that come now included, whose bytes are kept
     */
    public <R extends Release, P> Published published(Mount<R, P> mount, Collection<StoredFile> all)
            throws IOException {
        Map<FileName, List<Signature>> found = new LinkedHashMap<>();
        List<Change> changes = new ArrayList<>();
        boolean wanted = isWanted(mount);
        for (StoredFile file : all) {
            Optional<Signing<R>> signing = signing(mount, file);
            if (signing.isPresent()) {
                Judged judged = wanted ? published(signing.get(), file, all) : nobodyLooks();
                found.put(file.file(), wanted ? judged.signatures() : List.of());
                changes.addAll(changes(judged, file));
            }
        }
        return new Published(found, changes);
    }

    private Judged nobodyLooks() {
        return Judged.of(Signature.unknown(SignatureType.PGP, clock.instant(), "nobody looks"));
    }

    private <R extends Release> Judged published(
            Signing<R> signing, StoredFile file, Collection<StoredFile> all) throws IOException {
        return switch (signing) {
            case Signing.Detached<R> by -> detached.published(by, file, all);
            case Signing.ByRegistry<R> ignored ->
                    Judged.of(Signature.absent(SignatureType.NPM_REGISTRY, clock.instant()));
        };
    }

    /** Whether anybody wants to know of signatures there. */
    private boolean isWanted(Mount<?, ?> mount) {
        return judges.wanted().getAsBoolean() || SignerPins.isOn(mount);
    }

    /**
     * Names all keys by which files are judged now: what was judged under another name is due
     * again.
     *
     * @throws UncheckedIOException the store cannot be read
     */
    public String keys() {
        return judges.pgp()
                        .map(SignatureJudges.Pgp::rings)
                        .map(KeyRings::current)
                        .map(known -> known.generation().value())
                        .orElse("none")
                + ","
                + book.generations();
    }

    /**
     * Told when the keys have changed, and once after the start, on the thread of {@link #refresh};
     * must not block long.
     */
    public void whenChanged(Runnable listener) {
        listeners.add(listener);
    }

    /**
     * Reads and asks for keys again; to be called now and then, off the request path. A new
     * configuration has key rings read again too.
     */
    public void refresh() throws IOException, InterruptedException {
        book.refresh();
        var _ = reread();
    }

    private String reread() {
        judges.pgp().map(SignatureJudges.Pgp::rings).ifPresent(KeyRings::refresh);
        String now = keys();
        if (!lastKeys.getAndSet(now).equals(now)) {
            listeners.forEach(Runnable::run);
        }
        return now;
    }
}
