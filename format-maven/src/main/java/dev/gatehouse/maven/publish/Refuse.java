package dev.gatehouse.maven.publish;

import dev.gatehouse.core.format.LocalEdit.Outcome;
import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.RefusedException;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageName;

/** The answers to deploys. */
final class Refuse {
    private Refuse() {}

    static RefusedException invalid(String text) {
        return new RefusedException(new Refusal.Invalid(text));
    }

    static RefusedException tooLarge(String text) {
        return new RefusedException(new Refusal.TooLarge(text));
    }

    static Refusal exists(PackageName name, FileName file) {
        return new Refusal.Exists(
                "%s of %s is published with other bytes: a released file never changes"
                        .formatted(file, name));
    }

    static Outcome rejected(String text) {
        return new Outcome.Rejected(new Refusal.Invalid(text));
    }

    static Response created() {
        return Response.text(201, "");
    }
}
