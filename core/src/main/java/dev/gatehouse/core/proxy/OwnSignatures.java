package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Route;
import dev.gatehouse.core.format.Signing;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.signature.RepositoryKey;
import dev.gatehouse.core.signature.RepositorySigner;
import dev.gatehouse.core.signature.SealedPair;
import dev.gatehouse.core.signature.Signature;
import dev.gatehouse.core.signature.SignedContent;
import dev.gatehouse.core.store.Blob;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.OwnSignature;
import dev.gatehouse.core.store.StoredFile;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Signs what is published in repositories that sign, before it is committed, and finds what was
 * signed. Thread-safe.
 */
public final class OwnSignatures {
    private final OwnKeys keys;
    private final RepositorySigner signer;
    private final VerifiedBlobs blobs;
    private final MetadataStore metadata;
    private final Kernel kernel;
    private final Catalogue catalogue;

    OwnSignatures(Kernel kernel, OwnKeys keys, VerifiedBlobs blobs, Catalogue catalogue) {
        this.kernel = kernel;
        this.keys = keys;
        this.signer = kernel.signer();
        this.blobs = blobs;
        this.metadata = kernel.metadata();
        this.catalogue = catalogue;
    }

    /** The keys that it signs with. */
    public OwnKeys keys() {
        return keys;
    }

    /**
     * Signs those of the files that have to be signed under the configuration in force.
     *
     * @param before signatures that were made already
     */
    List<OwnSignature> sign(Mount<?, ?> found, List<StoredFile> files, List<OwnSignature> before)
            throws IOException, InterruptedException {
        Mount<?, ?> mount = catalogue.current(found).<Mount<?, ?>>map(m -> m).orElse(found);
        List<OwnSignature> all = new ArrayList<>(before);
        for (StoredFile file : files) {
            if (lacks(mount, file, before)) {
                make(mount, file).ifPresent(all::add);
            }
        }
        return all;
    }

    /** Whether each file that has to be signed is. */
    boolean isSigned(Mount<?, ?> mount, List<StoredFile> files, List<OwnSignature> made) {
        return files.stream().noneMatch(file -> lacks(mount, file, made));
    }

    private static boolean lacks(Mount<?, ?> mount, StoredFile file, List<OwnSignature> made) {
        return mount.settings().signing()
                && what(mount, file).isPresent()
                && made.stream().noneMatch(signature -> signature.isOf(file));
    }

    /** How a file is signed. */
    private sealed interface What {
        /** By a signature over its bytes. */
        record Bytes() implements What {}

        /** By a signature over what an index says of it. */
        record Text(String text) implements What {}

        default RepositoryKey.Kind kind() {
            return switch (this) {
                case Bytes ignored -> RepositoryKey.Kind.PGP;
                case Text ignored -> RepositoryKey.Kind.ECDSA;
            };
        }
    }

    /** Empty for a file that nobody signs. */
    private static <R extends Release, P> Optional<What> what(Mount<R, P> mount, StoredFile file) {
        Optional<Signing<R>> signing = mount.format().signing();
        if (signing.isEmpty()) {
            return Optional.empty();
        }
        return switch (signing.get()) {
            case Signing.Detached<R> by ->
                    by.counts(file.key().name(), file.version(), file.file())
                            ? Optional.of(new What.Bytes())
                            : Optional.empty();
            case Signing.ByRegistry<R> by -> by.text(file).map(What.Text::new);
        };
    }

    /** Whether a file that was published here has to be signed, and is not. */
    boolean isDue(Mount<?, ?> mount, StoredFile file) throws IOException {
        return what(mount, file).isPresent() && metadata.signatures().own(file).isEmpty();
    }

    /** Empty when the bytes are lost. */
    Optional<OwnSignature> make(Mount<?, ?> mount, StoredFile file)
            throws IOException, InterruptedException {
        What what = what(mount, file).orElseThrow();
        Optional<SignedContent> content = content(what, file);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        var owner = new RepositorySigner.Owner(mount.repository(), mount.repositoryName());
        SealedPair pair = keys.current(owner, what.kind());
        String text = signer.sign(pair, content.get(), kernel.clock().instant());
        return Optional.of(
                new OwnSignature(
                        file.key(),
                        file.version(),
                        file.file(),
                        file.sha256(),
                        what.kind(),
                        pair.key().id(),
                        text,
                        kernel.clock().instant()));
    }

    private Optional<SignedContent> content(What what, StoredFile file) throws IOException {
        return switch (what) {
            case What.Bytes ignored -> blobs.find(file).map(Stored::new);
            case What.Text(String text) ->
                    Optional.of(new Written(text.getBytes(StandardCharsets.UTF_8)));
        };
    }

    private record Stored(Blob blob) implements SignedContent {
        @Override
        public long size() {
            return blob.size();
        }

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(blob.path());
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // two of them are never compared
    private record Written(byte[] bytes) implements SignedContent {
        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }
    }

    /** The signature that is asked for by that name, with the file that it is about. */
    record Asked(OwnSignature signature, StoredFile of) {}

    /**
     * The repository's own signature of that name.
     *
     * @param taken whether a file of that name is stored: then it is served, unless the name is one
     *     that only the repository gives
     */
    <R extends Release, P> Optional<Asked> asked(
            Mount<R, P> mount, Route.File wanted, boolean taken) throws IOException {
        if (wanted.version().isEmpty()
                || !(mount.format().signing().orElse(null) instanceof Signing.Detached<R> by)) {
            return Optional.empty();
        }
        Optional<FileName> name = by.signed(wanted.file());
        if (name.isEmpty()
                || (taken && by.ours(name.get()).filter(wanted.file()::equals).isEmpty())) {
            return Optional.empty();
        }
        PackageKey key = mount.key(wanted.name());
        Optional<StoredFile> of =
                metadata.releases()
                        .file(key, wanted.version().get(), name.get())
                        .filter(file -> file.owner().isLocal());
        return of.isEmpty()
                ? Optional.empty()
                : metadata.signatures().own(of.get()).map(s -> new Asked(s, of.get()));
    }

    /** What is known of a file's signatures, and the repository's own after that. */
    public List<Signature> and(List<Signature> others, StoredFile file) throws IOException {
        List<Signature> all = new ArrayList<>(others);
        if (file.owner().isLocal()) {
            metadata.signatures().own(file).map(OwnSignature::judged).ifPresent(all::add);
        }
        return all;
    }

    /** Those of the files that come, and after them what the repository makes of them. */
    static Map<FileName, List<Signature>> with(
            List<OwnSignature> own, Map<FileName, List<Signature>> others) {
        Map<FileName, List<Signature>> all = new HashMap<>(others);
        for (OwnSignature one : own) {
            List<Signature> known = new ArrayList<>(all.getOrDefault(one.file(), List.of()));
            known.add(one.judged());
            all.put(one.file(), known);
        }
        return all;
    }
}
