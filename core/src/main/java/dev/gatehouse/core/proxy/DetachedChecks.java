package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Signing;
import dev.gatehouse.core.format.StoredBytes;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.ReleaseFile;
import dev.gatehouse.core.signature.KeyRings;
import dev.gatehouse.core.signature.ReasonCode;
import dev.gatehouse.core.signature.Signature;
import dev.gatehouse.core.signature.SignatureType;
import dev.gatehouse.core.signature.SignatureVerifier;
import dev.gatehouse.core.signature.SignedContent;
import dev.gatehouse.core.signature.SignedFile;
import dev.gatehouse.core.signature.Verification;
import dev.gatehouse.core.store.Blob;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.core.store.StoredVerdict;
import dev.gatehouse.core.upstream.Upstream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Signatures that lie beside files: asked of the file's own source, or stored. What came is kept,
 * so that it can be judged again when nobody can be asked. Thread-safe.
 */
final class DetachedChecks {
    private final Optional<SignatureJudges.Pgp> pgp;
    private final AskedSignatures asked;
    private final Companions companions;
    private final OwnReleases releases;
    private final MetadataStore metadata;
    private final InstantSource clock;

    DetachedChecks(Kernel kernel, Companions companions, OwnReleases releases) {
        this.pgp = kernel.signatures().pgp();
        this.asked = new AskedSignatures(kernel.upstreams());
        this.companions = companions;
        this.releases = releases;
        this.metadata = kernel.metadata();
        this.clock = kernel.clock();
    }

    /** What came of asking, and what of it is kept. */
    record Came(Judged judged, List<Companions.Made> kept) {}

    /** A file's bytes, wherever they are. */
    private record Bytes(StoredFile file, StoredBytes opened) implements SignedContent {
        @Override
        public long size() {
            return file.size();
        }

        @Override
        public InputStream open() throws IOException {
            return Channels.newInputStream(opened.open());
        }
    }

    /** Whether nothing but time can have changed a verdict since. */
    boolean isCurrent(Signing.Detached<?> signing, StoredFile file, StoredVerdict verdict)
            throws IOException {
        Optional<Digest> beside = beside(signing, file).map(StoredFile::sha256);
        return beside.equals(verdict.evidence()) && (beside.isEmpty() || isByCurrentKeys(verdict));
    }

    private boolean isByCurrentKeys(StoredVerdict verdict) {
        return pgp.map(SignatureJudges.Pgp::rings)
                .map(KeyRings::current)
                .filter(known -> known.generation().equals(verdict.keys()))
                .isPresent();
    }

    /** The stored signature of a stored file, of the same source. */
    private Optional<StoredFile> beside(Signing.Detached<?> signing, StoredFile file)
            throws IOException {
        Optional<FileName> name = signing.beside(file.file());
        return name.isEmpty()
                ? Optional.empty()
                : metadata.releases()
                        .file(file.key(), file.version(), name.get())
                        .filter(f -> f.owner().equals(file.owner()));
    }

    /** Of a file that is coming. */
    <R extends Release> Came fetched(
            FileRequest<R, ?> request,
            Signing.Detached<R> signing,
            StoredFile file,
            StoredBytes bytes)
            throws IOException, InterruptedException {
        Bytes content = new Bytes(file, bytes);
        Optional<StoredFile> beside = beside(signing, file);
        Optional<Judged> kept = beside.isEmpty() ? Optional.empty() : judge(content, beside.get());
        return kept.isPresent()
                ? new Came(kept.get(), List.of())
                : ask(content, request.upstream(), signing.at(request.release(), name(file)));
    }

    private static FileName name(StoredFile file) {
        return file.file();
    }

    /** Of a stored file, by the stored signature, else by what its source has now. */
    <R extends Release, P> Judged stored(
            Mount<R, P> mount, Signing.Detached<R> signing, StoredFile file)
            throws IOException, InterruptedException {
        Optional<Blob> blob = companions.verified().find(file);
        if (blob.isEmpty()) {
            return Judged.of(unknown("the bytes of " + file.file() + " are lost"));
        }
        Bytes content =
                new Bytes(file, () -> FileChannel.open(blob.get().path(), StandardOpenOption.READ));
        Optional<StoredFile> beside = beside(signing, file);
        Optional<Judged> kept = beside.isEmpty() ? Optional.empty() : judge(content, beside.get());
        if (kept.isPresent()) {
            return kept.get();
        }
        if (file.owner().isLocal()) {
            return Judged.of(absent());
        }
        Optional<Upstream> owner = releases.owner(mount, file);
        Optional<R> release = releases.of(mount, file);
        if (owner.isEmpty() || release.isEmpty()) {
            return Judged.of(unknown("its source cannot be asked for it now"));
        }
        Came came = ask(content, owner.get(), signing.at(release.get(), file.file()));
        companions.store(file, came.kept());
        return came.judged();
    }

    /** Of a file that is being published, by what lies beside it among them. */
    Judged published(Signing.Detached<?> signing, StoredFile file, Collection<StoredFile> all)
            throws IOException {
        Optional<FileName> name = signing.beside(file.file());
        Optional<StoredFile> beside =
                all.stream()
                        .filter(f -> f.version().equals(file.version()))
                        .filter(f -> name.filter(f.file()::equals).isPresent())
                        .findFirst();
        Optional<Blob> blob =
                beside.isEmpty() ? Optional.empty() : companions.verified().find(file);
        if (blob.isEmpty()) {
            return Judged.of(absent());
        }
        Bytes content =
                new Bytes(file, () -> FileChannel.open(blob.get().path(), StandardOpenOption.READ));
        return judge(content, beside.get()).orElseGet(() -> Judged.of(absent()));
    }

    /** By a stored signature; empty when its bytes are lost. */
    private Optional<Judged> judge(Bytes content, StoredFile beside) throws IOException {
        Optional<Blob> blob = companions.verified().find(beside);
        if (blob.isEmpty()) {
            return Optional.empty();
        }
        if (beside.size() > SignatureVerifier.MOST_BYTES) {
            return Optional.of(unread(beside));
        }
        return Optional.of(judge(content, Files.readAllBytes(blob.get().path())));
    }

    private Judged judge(Bytes content, byte[] signature) throws IOException {
        if (pgp.isEmpty()) {
            return Judged.of(unknown("nobody judges signatures here"));
        }
        StoredFile file = content.file();
        Verification verification =
                pgp.get()
                        .verifier()
                        .verify(
                                new SignedFile(
                                        file.key().name(),
                                        file.version(),
                                        file.file(),
                                        content,
                                        metadata.signatures().signers(file.key()).accepted()),
                                signature);
        return new Judged(
                Optional.of(Digest.compute(DigestAlgorithm.SHA256, signature)),
                Optional.empty(),
                verification.signatures(),
                verification.keys());
    }

    /** Of what is stored, but is too long to be read. */
    private Judged unread(StoredFile beside) {
        return new Judged(
                Optional.of(beside.sha256()),
                Optional.empty(),
                List.of(tooLong()),
                pgp.map(p -> p.rings().current().generation()).orElse(Judged.NO_KEYS));
    }

    /** By what an upstream answers; bytes in which no signature can be read are not kept. */
    private Came ask(Bytes content, Upstream upstream, Optional<ReleaseFile> signature)
            throws IOException, InterruptedException {
        if (signature.isEmpty()) {
            return new Came(Judged.of(absent()), List.of());
        }
        return switch (asked.ask(upstream, signature.get())) {
            case AskedSignatures.Answer.Absent ignored -> new Came(Judged.of(absent()), List.of());
            case AskedSignatures.Answer.Unknown(String why) ->
                    new Came(Judged.of(unknown(why)), List.of());
            case AskedSignatures.Answer.TooLong ignored ->
                    new Came(Judged.of(tooLong()), List.of());
            case AskedSignatures.Answer.Bytes(ByteBuffer bytes) ->
                    came(content, signature.get().name(), bytes);
        };
    }

    private Came came(Bytes content, FileName name, ByteBuffer bytes) throws IOException {
        byte[] signature = new byte[bytes.remaining()];
        bytes.duplicate().get(signature);
        Judged judged = judge(content, signature);
        boolean readable =
                judged.signatures().stream()
                        .anyMatch(s -> s.reason().filter(r -> r == ReasonCode.MALFORMED).isEmpty());
        return readable && !judged.isUnknown()
                ? new Came(judged, List.of(companions.keep(name, bytes)))
                : new Came(judged.withoutEvidence(), List.of());
    }

    private Signature absent() {
        return Signature.absent(SignatureType.PGP, clock.instant());
    }

    private Signature tooLong() {
        return Signature.malformed(
                SignatureType.PGP,
                clock.instant(),
                "more than " + SignatureVerifier.MOST_BYTES + " bytes");
    }

    private Signature unknown(String why) {
        return Signature.unknown(SignatureType.PGP, clock.instant(), why);
    }
}
