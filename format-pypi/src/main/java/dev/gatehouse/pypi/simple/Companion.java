package dev.gatehouse.pypi.simple;

import dev.gatehouse.core.model.FileName;

/** What may lie beside a distribution file, under its name with one more ending. */
public enum Companion {
    /** Its core metadata (PEP 658). */
    METADATA(".metadata"),
    /** Its detached signature (PEP 503). */
    SIGNATURE(".asc"),
    /** Its attestations (PEP 740); the ending is ours, as that specification has none. */
    PROVENANCE(".provenance");

    private static final int MOST_NAME = 255;

    private final String ending;

    Companion(String ending) {
        this.ending = ending;
    }

    public String ending() {
        return ending;
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
