package dev.gatehouse.pypi.publish;

import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;

import java.util.Optional;

/** Why an upload or an edit is refused. */
final class Refuse {
    private Refuse() {}

    /**
     * The words are those that clients look for: Poetry and twine take an answer of 409 with
     * "already exists" for a file that may be skipped.
     *
     * @param sent the digest of what is uploaded
     */
    static Refusal exists(String file, Digest kept, Optional<Digest> sent) {
        String same = "";
        if (sent.isPresent()) {
            same = sent.get().equals(kept) ? ", with the same bytes" : ", with other bytes";
        }
        return new Refusal.Exists("File already exists: %s%s".formatted(file, same));
    }

    static Refusal otherBytes(FileName file) {
        return new Refusal.Conflict(
                "%s was deleted: it can come back only with the same bytes".formatted(file));
    }

    static Refusal unknown(PackageName name, Version version) {
        return new Refusal.NotFound(
                Refusal.Asked.INDEX, "%s has no version %s here".formatted(name, version));
    }
}
