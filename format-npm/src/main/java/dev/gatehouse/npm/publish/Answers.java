package dev.gatehouse.npm.publish;

import dev.gatehouse.core.format.LocalEdit;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.npm.json.StrictJson;

/** What clients are told of a change that was made. */
final class Answers {
    private Answers() {}

    /** As CouchDB answers, with the revision that the name will have. */
    static LocalEdit.Outcome changed(
            int status, LocalPackage before, LocalPackage next, StrictJson json) {
        var body = json.object();
        body.put("ok", true);
        body.put("id", before.key().name().value());
        body.put("rev", LocalPackument.revision(before.revision() + 1));
        Response answer = Response.json(status, body.toString()).with("cache-control", "no-store");
        return new LocalEdit.Outcome.Changed(next, answer);
    }
}
