package dev.gatehouse.pypi.simple;

import dev.gatehouse.core.model.FileName;

import java.util.Arrays;
import java.util.Optional;

/** What may lie beside a distribution file, under its name with one more ending. */
public enum Companion {
    /** Its core metadata (PEP 658). */
    METADATA(".metadata", "text/plain; charset=utf-8"),
    /** The signature that this repository made of it; the ending is ours, and not published. */
    OWN_SIGNATURE(".repository.asc", "application/pgp-signature"),
    /** Its detached signature (PEP 503). */
    SIGNATURE(".asc", "application/pgp-signature"),
    /** Its attestations (PEP 740); the ending is ours, as that specification has none. */
    PROVENANCE(".provenance", "application/vnd.pypi.integrity.v1+json");

    private static final int MOST_NAME = 255;

    private final String ending;

    private final String contentType;

    Companion(String ending, String contentType) {
        this.ending = ending;
        this.contentType = contentType;
    }

    public String ending() {
        return ending;
    }

    public String contentType() {
        return contentType;
    }

    /** What a file of that name is beside another one; empty when it is a file by itself. */
    public static Optional<Companion> at(FileName file) {
        return Arrays.stream(values()).filter(c -> c.endsNameOf(file)).findFirst();
    }

    /** The file beside which the one of that name lies. */
    public FileName besides(FileName file) {
        return new FileName(file.value().substring(0, file.value().length() - ending.length()));
    }

    private boolean endsNameOf(FileName file) {
        return file.value().endsWith(ending) && file.value().length() > ending.length();
    }

    /** Whether a file beside that one can have a name. */
    public boolean isPossible(FileName file) {
        return file.value().length() + ending.length() <= MOST_NAME;
    }

    /** The name that it has beside that file. */
    public FileName of(FileName file) {
        return new FileName(file.value() + ending);
    }
}
