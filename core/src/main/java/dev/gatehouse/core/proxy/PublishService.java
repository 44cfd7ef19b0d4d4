package dev.gatehouse.core.proxy;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.format.DraftedFile;
import dev.gatehouse.core.format.Intake;
import dev.gatehouse.core.format.LocalCommand;
import dev.gatehouse.core.format.LocalEdit;
import dev.gatehouse.core.format.LocalEdit.Outcome;
import dev.gatehouse.core.format.Publication;
import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.Refusal.Asked;
import dev.gatehouse.core.format.RefusedException;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.FileKind;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.store.BlobDraft;
import dev.gatehouse.core.store.BlobStore;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.OwnSignature;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.core.upstream.Upstream;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Publications and other changes of local names: durable before they are acknowledged. Thread-safe.
 */
public final class PublishService {
    private static final int MOST_TRIES = 20;

    private final BlobStore blobs;
    private final VerifiedBlobs verified;
    private final SharedNames shared;
    private final PolicyGate gate;
    private final Catalogue catalogue;
    private final MetadataStore metadata;
    private final Epochs epochs;
    private final PackageLocks locks;
    private final Journal journal;
    private final PublishCommit commit;
    private final OwnSignatures own;
    private final InstantSource clock;

    @SuppressWarnings("checkstyle:ParameterNumber") // what a publication has to do with
    PublishService(
            Kernel kernel,
            VerifiedBlobs verified,
            SharedNames shared,
            PolicyGate gate,
            Catalogue catalogue,
            OwnSignatures own) {
        this.own = own;
        this.gate = gate;
        this.shared = shared;
        this.catalogue = catalogue;
        this.blobs = kernel.blobs();
        this.verified = verified;
        this.metadata = kernel.metadata();
        this.epochs = kernel.epochs();
        this.locks = kernel.locks();
        this.journal = kernel.journal();
        this.commit = new PublishCommit(kernel, gate);
        this.clock = kernel.clock();
    }

    /** Reads a publication and applies it. */
    Response publish(Mount<?, ?> mount, Request request)
            throws IOException, InterruptedException, RefusedException {
        return publish(
                mount,
                intake -> mount.format().readPublication(request, intake),
                request.principal());
    }

    /** How a publication is read. */
    @FunctionalInterface
    interface Reading {
        Publication read(Intake intake) throws IOException, RefusedException;
    }

    /** The same from anything else that is sent. */
    Response publish(Mount<?, ?> mount, Reading reading, Principal by)
            throws IOException, InterruptedException, RefusedException {
        try (Receiving receiving = new Receiving(blobs, name -> current(mount.key(name)))) {
            Publication publication = reading.read(receiving);
            requireBound(mount, publication.name(), by);
            List<StoredFile> files = new ArrayList<>();
            for (DraftedFile drafted : publication.files()) {
                files.add(store(mount.key(publication.name()), drafted));
            }
            return switch (apply(mount, publication, files, by)) {
                case Result.Done(Response answer) -> answer;
                case Result.Refused(Refusal refusal) -> throw new RefusedException(refusal);
                case Result.Again ignored -> throw changing(mount.key(publication.name()));
            };
        }
    }

    private static IOException changing(PackageKey key) {
        return new IOException("what is known of " + key + " kept changing");
    }

    /** Policies are asked before the lock is taken, and again if anything has changed since. */
    private Result apply(
            Mount<?, ?> mount, Publication publication, List<StoredFile> files, Principal by)
            throws IOException, InterruptedException {
        PackageKey key = mount.key(publication.name());
        Result result = new Result.Again();
        List<OwnSignature> signed = List.of();
        for (int tries = 0; tries < MOST_TRIES && result instanceof Result.Again; tries++) {
            long epoch = epochs.of(key);
            signed = own.sign(mount, files, signed);
            PolicyGate.Judged judged = judge(mount, publication, files, signed);
            Proposal proposal = new Proposal(publication, files, signed, judged, by);
            result =
                    locks.holding(
                            key,
                            () ->
                                    isJudged(mount, proposal, epochs.of(key) == epoch)
                                            ? apply(mount, proposal)
                                            : new Result.Again());
        }
        return result;
    }

    /** Where no policy has a say, whatever else has changed makes no verdict old. */
    private boolean isJudged(Mount<?, ?> mount, Proposal proposal, boolean unchanged) {
        boolean unruled =
                proposal.judged().verdicts().isEmpty() && isUnruled(mount, proposal.files());
        return unruled || (unchanged && gate.isCurrent(proposal.judged()));
    }

    private boolean isUnruled(Mount<?, ?> mount, List<StoredFile> files) {
        return files.isEmpty() || !gate.decides(mount);
    }

    /** What policies say of what the name would be. */
    private PolicyGate.Judged judge(
            Mount<?, ?> mount,
            Publication publication,
            List<StoredFile> files,
            List<OwnSignature> signed)
            throws IOException, InterruptedException {
        if (isUnruled(mount, files)) {
            return PolicyGate.Judged.NONE;
        }
        LocalPackage before = current(mount.key(publication.name()));
        Instant now = clock.instant();
        return publication.edit().apply(before, now) instanceof Outcome.Changed(var next, var _)
                ? gate.published(
                        mount,
                        new EditedPackage(before, next, files, List.of()).kept(now),
                        files,
                        signed)
                : PolicyGate.Judged.NONE;
    }

    /** The name that counts is the one that will be changed, whatever the path says. */
    private void requireBound(Mount<?, ?> mount, PackageName name, Principal by)
            throws RefusedException {
        if (!by.mayChange(name)) {
            String text = by.name() + " is bound to packages and may not change " + name;
            String reason = "the token is bound to other packages";
            journal.denied(new Journal.Denied(mount.repositoryName(), by.name(), "", reason));
            throw new RefusedException(new Refusal.Forbidden(text, Optional.empty()));
        }
    }

    /**
     * Does what an operator commands to one version.
     *
     * @return why it cannot be done; empty when it is done
     */
    public Optional<Refusal> command(
            Mount<?, ?> mount, PackageName name, LocalCommand command, Principal by)
            throws IOException, InterruptedException {
        Optional<LocalEdit> edit = mount.format().edit(command);
        if (edit.isEmpty()) {
            return Optional.of(
                    new Refusal.Invalid(mount.format().id() + " packages know no such command"));
        }
        String word = command.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        String action = word + " " + command.version();
        return edit(mount, new Publication(name, action, List.of(), edit.get()), by);
    }

    /**
     * Applies a change that brings no file.
     *
     * @return why it cannot be done; empty when it is done
     */
    Optional<Refusal> edit(Mount<?, ?> mount, Publication change, Principal by)
            throws IOException, InterruptedException {
        return switch (apply(mount, change, List.of(), by)) {
            case Result.Done ignored -> Optional.empty();
            case Result.Refused(Refusal refusal) -> Optional.of(refusal);
            case Result.Again ignored -> throw changing(mount.key(change.name()));
        };
    }

    private sealed interface Result {
        record Done(Response answer) implements Result {}

        record Refused(Refusal refusal) implements Result {}

        /** Something changed between judgement and lock. */
        record Again() implements Result {}
    }

    private StoredFile store(PackageKey key, DraftedFile drafted) throws IOException {
        BlobDraft draft = drafted.draft();
        verified.keep(draft);
        return new StoredFile(
                key,
                drafted.version(),
                drafted.file(),
                SourceId.LOCAL,
                draft.size(),
                draft.digests(),
                clock.instant());
    }

    private LocalPackage current(PackageKey key) throws IOException {
        return metadata.releases().local(key).orElseGet(() -> LocalPackage.empty(key));
    }

    /** Reading may have taken long: what counts is the configuration that is in force now. */
    private Result apply(Mount<?, ?> found, Proposal proposal) throws IOException {
        Publication publication = proposal.publication();
        List<StoredFile> files = proposal.files();
        Optional<? extends Mount<?, ?>> configured = catalogue.current(found);
        if (configured.isEmpty()) {
            String gone = "the repository " + found.repositoryName() + " was removed meanwhile";
            return new Result.Refused(new Refusal.NotFound(Asked.INDEX, gone));
        }
        Mount<?, ?> mount = configured.get();
        if (!own.isSigned(mount, files, proposal.signed())) {
            return new Result.Again();
        }
        PackageKey key = mount.key(publication.name());
        LocalPackage before = current(key);
        Instant now = clock.instant();
        return switch (publication.edit().apply(before, now)) {
            case Outcome.Rejected(Refusal refusal) -> new Result.Refused(refusal);
            case Outcome.Unchanged(Response answer) -> new Result.Done(answer);
            case Outcome.Changed(LocalPackage next, Response answer) -> {
                // the untrusted upstreams that have supplied the name before
                List<String> sharers =
                        shared.sharers(mount, key.name()).stream().map(Upstream::name).toList();
                Optional<Refusal> objection =
                        objection(mount, before, files, publication)
                                .or(() -> Objections.toSharing(mount, key, files, sharers));
                if (objection.isPresent()) {
                    yield new Result.Refused(objection.get());
                }
                EditedPackage edited = new EditedPackage(before, next, files, sharers);
                commit.write(mount, proposal, edited);
                yield new Result.Done(PublishCommit.noted(mount, proposal, edited, answer));
            }
        };
    }

    private Optional<Refusal> objection(
            Mount<?, ?> mount, LocalPackage before, List<StoredFile> files, Publication publication)
            throws IOException {
        Set<FileName> changing =
                publication.files().stream()
                        .filter(f -> f.kind() == FileKind.CHANGING)
                        .map(DraftedFile::file)
                        .collect(Collectors.toSet());
        PackageKey key = before.key();
        List<StoredFile> lasting = without(files, changing);
        List<StoredFile> kept = new ArrayList<>();
        for (StoredFile file : lasting) {
            metadata.releases().file(key, file.version(), file.file()).ifPresent(kept::add);
        }
        return Objections.toOwner(files, metadata.releases().pins(key), mount)
                .or(() -> Objections.toBytes(before, lasting))
                .or(() -> Objections.toWhatWas(kept, lasting));
    }

    private static List<StoredFile> without(List<StoredFile> files, Set<FileName> names) {
        return files.stream().filter(f -> !names.contains(f.file())).toList();
    }
}
