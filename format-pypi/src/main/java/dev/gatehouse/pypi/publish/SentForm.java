package dev.gatehouse.pypi.publish;

import dev.gatehouse.core.format.Intake;
import dev.gatehouse.core.format.RefusedException;
import dev.gatehouse.core.store.BlobDraft;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An upload as it was sent. Files go straight into drafts; of the many fields with which clients
 * repeat the metadata, only those that are looked at are kept. Used for one request.
 */
final class SentForm {
    static final String CONTENT = "content";
    static final String BLAKE2 = "blake2_256_digest";
    static final String ATTESTATIONS = "attestations";
    private static final String SIGNATURE = "gpg_signature";

    private static final Set<String> FIELDS =
            Set.of(
                    ":action",
                    "protocol_version",
                    "name",
                    "version",
                    "filetype",
                    "pyversion",
                    "requires_python",
                    "md5_digest",
                    "sha256_digest",
                    BLAKE2,
                    ATTESTATIONS);

    private static final int MOST_TEXT = 16 << 10;
    private static final int MOST_ATTESTATIONS = 1 << 20;
    private static final int MOST_SIGNATURE = 64 << 10;

    private final Intake intake;
    private final long mostBytes;
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, SentFile> files = new HashMap<>();

    /** Is asked before a file is read; clients send it behind what describes it. */
    interface EarlyCheck {
        void check(SentForm soFar, String fileName) throws IOException, RefusedException;
    }

    SentForm(Intake intake, long mostBytes) {
        this.intake = intake;
        this.mostBytes = mostBytes;
    }

    /** What would have been sent with these words and files. */
    static SentForm of(
            Intake intake,
            Map<String, String> texts,
            SentFile content,
            Optional<SentFile> signature) {
        SentForm form = new SentForm(intake, 0);
        form.texts.putAll(texts);
        form.files.put(CONTENT, content);
        signature.ifPresent(file -> form.files.put(SIGNATURE, file));
        return form;
    }

    void read(FormReader form, EarlyCheck early) throws IOException, RefusedException {
        for (var part = form.next(); part.isPresent(); part = form.next()) {
            try {
                take(part.get(), early);
            } catch (IOException e) {
                throw FormReader.failure(e);
            }
        }
    }

    private void take(FormPart part, EarlyCheck early) throws IOException, RefusedException {
        String name = part.name();
        if (name.equals(CONTENT)) {
            early.check(this, fileName(part));
            keep(part, mostBytes);
        } else if (name.equals(SIGNATURE)) {
            keep(part, MOST_SIGNATURE);
        } else if (FIELDS.contains(name)) {
            String text = text(part);
            if (texts.put(name, text) != null) {
                throw RefusedException.invalid("the form has more than one field '" + name + "'");
            }
        }
    }

    private static String fileName(FormPart part) throws RefusedException {
        return part.fileName()
                .orElseThrow(
                        () -> RefusedException.invalid("the field 'content' has no file name"));
    }

    private void keep(FormPart part, long most) throws IOException, RefusedException {
        BlobDraft draft = intake.draft();
        FormReader.atMost(most, part.content(), "a file").transferTo(draft.sink());
        SentFile file = new SentFile(part.fileName().orElse(""), draft);
        if (files.put(part.name(), file) != null) {
            throw RefusedException.invalid("the form has more than one file '" + part.name() + "'");
        }
    }

    private static String text(FormPart part) throws IOException, RefusedException {
        int most = part.name().equals(ATTESTATIONS) ? MOST_ATTESTATIONS : MOST_TEXT;
        InputStream content = FormReader.atMost(most, part.content(), part.name());
        byte[] bytes = content.readAllBytes();
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .strip();
        } catch (CharacterCodingException e) {
            throw RefusedException.invalid("the field '" + part.name() + "' is not in UTF-8");
        }
    }

    /** A field that is there and not empty. */
    Optional<String> text(String field) {
        return Optional.ofNullable(texts.get(field)).filter(t -> !t.isEmpty());
    }

    String required(String field) throws RefusedException {
        return text(field)
                .orElseThrow(
                        () -> RefusedException.invalid("the form has no field '" + field + "'"));
    }

    /** The distribution. */
    SentFile content() throws RefusedException {
        SentFile content = files.get(CONTENT);
        if (content == null) {
            throw RefusedException.invalid("the form has no file 'content'");
        }
        return content;
    }

    Optional<SentFile> signature() {
        return Optional.ofNullable(files.get(SIGNATURE));
    }
}
