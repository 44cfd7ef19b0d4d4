package dev.gatehouse.maven.publish;

import dev.gatehouse.core.format.LocalEdit.Outcome;
import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;

/** The answers to deploys. */
final class Refuse {
    private Refuse() {}

    /**
     * A file of a release that is there.
     *
     * @param same whether what was sent are the bytes that are there
     */
    static Refusal exists(PackageName name, FileName file, boolean same) {
        return new Refusal.Exists(
                "%s of %s is published with %s: a release is deployed once"
                        .formatted(file, name, same ? "the same bytes" : "other bytes"));
    }

    /** A release that is there with all that it needs. */
    static Refusal exists(PackageName name, Version version) {
        return new Refusal.Exists(
                "%s %s is published already: a release is deployed once".formatted(name, version));
    }

    static Outcome rejected(String text) {
        return new Outcome.Rejected(new Refusal.Invalid(text));
    }

    static Response created() {
        return Response.text(201, "");
    }
}
