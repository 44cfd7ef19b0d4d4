package dev.gatehouse.pypi.publish;

import dev.gatehouse.core.format.Intake;
import dev.gatehouse.core.format.LocalCommand;
import dev.gatehouse.core.format.LocalEdit;
import dev.gatehouse.core.format.Publication;
import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.RefusedException;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.pypi.name.DistributionName;
import dev.gatehouse.pypi.simple.FileEntries;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads uploads as twine, uv and Poetry send them (the legacy upload API, which the public index
 * documents as such and all clients speak), and edits of what was uploaded. Thread-safe.
 */
public final class PypiPublications {
    /** Descriptions, classifiers and the like, which clients repeat beside the file. */
    private static final long MOST_BESIDE = 16L << 20;

    private final FileEntries entries = new FileEntries();
    private final Provenances provenances = new Provenances();
    private final PypiPackaging packaging = new PypiPackaging(entries, provenances);
    private final long mostBytes;

    /**
     * A reader with a limit.
     *
     * @param mostBytes how big one published file may be
     */
    public PypiPublications(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Reads the body of an upload. */
    public Publication read(Request request, Intake intake) throws IOException, RefusedException {
        String type = request.head().headers().first("content-type").orElse("");
        SentForm sent = new SentForm(intake, mostBytes);
        try (InputStream body = request.body().open();
                FormReader form = new FormReader(type, body, mostBytes + MOST_BESIDE)) {
            sent.read(form, (soFar, file) -> refuseEarly(soFar, file, intake));
        }
        requireUpload(sent);
        return new NewFile(sent, intake)
                .publication(entries, provenances, request.principal().name());
    }

    /** The same from what is sent at once, and what is stored as people see it. */
    public PypiPackaging packaging() {
        return packaging;
    }

    /** What an operator's command comes to. */
    public LocalEdit edit(LocalCommand command) {
        return new EditVersion(command, entries);
    }

    private static void requireUpload(SentForm sent) throws RefusedException {
        String action = sent.required(":action");
        String protocol = sent.text("protocol_version").orElse("1");
        if (!action.equals("file_upload") || !protocol.equals("1")) {
            throw RefusedException.invalid(
                    "the form has the :action '%s' of protocol '%s': expected file_upload of 1"
                            .formatted(action, protocol));
        }
    }

    /**
     * What is published already is refused before it is sent, if the form has told by then what is
     * sent.
     */
    private static void refuseEarly(SentForm soFar, String fileName, Intake intake)
            throws IOException, RefusedException {
        Optional<Digest> sha256 = sha256(soFar);
        boolean told = soFar.text("name").isPresent() && soFar.text("version").isPresent();
        if (!told || sha256.isEmpty()) {
            return;
        }
        requireUpload(soFar);
        DistributionName name = UploadName.of(soFar, fileName);
        Optional<Refusal> taken = AddFile.taken(intake.current(name.project()), name, sha256);
        if (taken.isPresent()) {
            throw new RefusedException(taken.get());
        }
    }

    private static Optional<Digest> sha256(SentForm form) throws RefusedException {
        Optional<String> text = form.text("sha256_digest");
        if (text.isPresent() && !text.get().matches("[0-9A-Fa-f]{64}")) {
            throw RefusedException.invalid(
                    "the form has a sha256_digest that is none: expected %d hexadecimal digits"
                            .formatted(2 * DigestAlgorithm.SHA256.bytes()));
        }
        return text.map(Digest::sha256);
    }
}
