package dev.gatehouse.pypi.publish;

import dev.gatehouse.core.format.DraftedFile;
import dev.gatehouse.core.format.Intake;
import dev.gatehouse.core.format.Publication;
import dev.gatehouse.core.format.RefusedException;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.FileKind;
import dev.gatehouse.core.store.BlobDraft;
import dev.gatehouse.pypi.archive.BadArchiveException;
import dev.gatehouse.pypi.archive.CoreMetadata;
import dev.gatehouse.pypi.archive.SourceArchive;
import dev.gatehouse.pypi.archive.Wheel;
import dev.gatehouse.pypi.name.DistributionName;
import dev.gatehouse.pypi.name.DistributionName.Kind;
import dev.gatehouse.pypi.name.PypiNames;
import dev.gatehouse.pypi.name.PypiVersion;
import dev.gatehouse.pypi.simple.Companion;
import dev.gatehouse.pypi.simple.FileEntries;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A distribution that is being published: form, file name, archive and the metadata in it must all
 * tell the same name and version. Used for one request.
 *
 * <p>Of the three digests that clients send, only the form of BLAKE2b is looked at: decision 0022.
 */
final class NewFile {
    private static final Pattern DIGEST = Pattern.compile("[0-9A-Fa-f]{64}");

    private final SentForm form;
    private final Intake intake;
    private final DistributionName name;
    private final SentFile sent;
    private final Set<Digest> digests;
    private final List<DraftedFile> drafted = new ArrayList<>();

    NewFile(SentForm form, Intake intake) throws RefusedException {
        this.form = form;
        this.intake = intake;
        this.sent = form.content();
        this.name = UploadName.of(form, sent.name());
        this.digests = sent.draft().digests();
    }

    Publication publication(FileEntries entries, Provenances provenances, String by)
            throws IOException, RefusedException {
        UploadName.requireKind(form, name);
        requireDigests();
        drafted.add(new DraftedFile(name.version(), name.file(), sent.draft()));
        CoreMetadata metadata = checkArchive();
        if (form.signature().isPresent()) {
            beside(Companion.SIGNATURE, signature(form.signature().get()));
        }
        Optional<String> attestations = form.text(SentForm.ATTESTATIONS);
        if (attestations.isPresent()) {
            String provenance = provenances.of(attestations.get(), name.file(), sha256(), by);
            beside(Companion.PROVENANCE, draft(StandardCharsets.UTF_8.encode(provenance)));
        }
        Declared declared = Declared.of(metadata);
        AddFile edit =
                new AddFile(name, sha256(), metadata.requiresPython(), declared, by, entries);
        return new Publication(name.project(), "publish", drafted, edit);
    }

    private Digest sha256() {
        return digest(DigestAlgorithm.SHA256);
    }

    private Digest digest(DigestAlgorithm algorithm) {
        return digests.stream().filter(d -> d.algorithm() == algorithm).findFirst().orElseThrow();
    }

    private void requireDigests() throws RefusedException {
        boolean told = isDigest("sha256_digest", DigestAlgorithm.SHA256);
        told |= isDigest("md5_digest", DigestAlgorithm.MD5);
        if (!told) {
            throw RefusedException.invalid("the form has neither sha256_digest nor md5_digest");
        }
        Optional<String> blake2 = form.text(SentForm.BLAKE2);
        if (blake2.isPresent() && !DIGEST.matcher(blake2.get()).matches()) {
            throw RefusedException.invalid(
                    "the form has a %s that is none: expected 64 hexadecimal digits"
                            .formatted(SentForm.BLAKE2));
        }
    }

    private boolean isDigest(String field, DigestAlgorithm algorithm) throws RefusedException {
        Optional<String> claimed = form.text(field);
        String actual = digest(algorithm).hex();
        if (claimed.isPresent() && !claimed.get().equalsIgnoreCase(actual)) {
            throw RefusedException.invalid(
                    "the form has the %s '%s', the file has '%s'"
                            .formatted(field, claimed.get(), actual));
        }
        return claimed.isPresent();
    }

    /** Opens the archive; its metadata. */
    private CoreMetadata checkArchive() throws IOException, RefusedException {
        try {
            CoreMetadata metadata;
            if (name.kind() == Kind.WHEEL) {
                Wheel wheel = Wheel.read(sent.draft()::open);
                requireInside(wheel.distInfo());
                metadata = CoreMetadata.parse(wheel.metadata());
                beside(Companion.METADATA, draft(wheel.metadata()));
            } else {
                SourceArchive archive = SourceArchive.read(sent.draft()::open);
                requireInside(archive.top());
                metadata = CoreMetadata.parse(archive.metadata());
            }
            compare(metadata);
            return metadata;
        } catch (BadArchiveException e) {
            throw RefusedException.invalid(name.file() + " cannot be published: " + e.getMessage());
        }
    }

    private void requireInside(String nameAndVersion) throws RefusedException {
        if (!name.tells(nameAndVersion)) {
            throw RefusedException.invalid(
                    "the file name '%s' and the '%s' inside it do not tell the same"
                            .formatted(name.file(), nameAndVersion));
        }
    }

    private void compare(CoreMetadata metadata) throws RefusedException {
        boolean sameName = PypiNames.isSpelling(metadata.name(), name.project());
        requireSame("name", sameName, form.required("name"), metadata.name());
        boolean sameVersion =
                PypiVersion.key(metadata.version()).filter(name.version()::equals).isPresent();
        requireSame("version", sameVersion, form.required("version"), metadata.version());
        Optional<String> python = form.text("requires_python");
        if (python.isPresent()) {
            String said = metadata.requiresPython().orElse("");
            requireSame("requires_python", python.get().equals(said), python.get(), said);
        }
    }

    private static void requireSame(String field, boolean same, String sent, String packed)
            throws RefusedException {
        if (!same) {
            throw RefusedException.invalid(
                    "the form has the %s '%s', the metadata in the file have '%s'"
                            .formatted(field, sent, packed));
        }
    }

    private static BlobDraft signature(SentFile file) throws IOException, RefusedException {
        byte[] begin = new byte[64];
        int count;
        try (var in = Channels.newInputStream(file.draft().open())) {
            count = in.readNBytes(begin, 0, begin.length);
        }
        String text = new String(begin, 0, count, StandardCharsets.US_ASCII);
        if (!text.startsWith("-----BEGIN PGP SIGNATURE-----")) {
            throw RefusedException.invalid("gpg_signature is no armored OpenPGP signature");
        }
        return file.draft();
    }

    private BlobDraft draft(ByteBuffer content) throws IOException {
        BlobDraft draft = intake.draft();
        try (OutputStream out = draft.sink()) {
            byte[] bytes = new byte[content.remaining()];
            content.duplicate().get(bytes);
            out.write(bytes);
        }
        return draft;
    }

    private void beside(Companion companion, BlobDraft draft) throws RefusedException {
        if (!companion.isPossible(name.file())) {
            throw RefusedException.invalid("the file name '" + name.file() + "' is too long");
        }
        drafted.add(
                new DraftedFile(
                        name.version(), companion.of(name.file()), draft, FileKind.COMPANION));
    }
}
