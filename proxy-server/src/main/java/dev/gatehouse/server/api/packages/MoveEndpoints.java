package dev.gatehouse.server.api.packages;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.RefusedException;
import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.proxy.Mount;
import dev.gatehouse.core.proxy.PackageService;
import dev.gatehouse.core.proxy.PackageService.Copying;
import dev.gatehouse.core.proxy.StoredPackages.Stored;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.ApiException;
import dev.gatehouse.server.api.call.BodyFields;
import dev.gatehouse.server.api.call.Json;

import java.io.IOException;
import java.util.Optional;

/** Copies, moves and deletes packages. Thread-safe. */
final class MoveEndpoints {
    private final PackageService packages;
    private final PackageFinder finder;
    private final ListEndpoints list;
    private final Json json;

    MoveEndpoints(PackageService packages, PackageFinder finder, ListEndpoints list, Json json) {
        this.packages = packages;
        this.finder = finder;
        this.list = list;
        this.json = json;
    }

    Response copy(ApiCall call) throws IOException, InterruptedException {
        return list.answer(call, 201, copied(call, finder.find(call), false));
    }

    /** What is there already with the same bytes is moved too: so a move can be sent again. */
    Response move(ApiCall call) throws IOException, InterruptedException {
        Stored from = finder.find(call);
        Stored to = copied(call, from, true);
        if (!to.item().equals(from.item())) {
            delete(call, from);
        }
        return list.answer(call, 201, to);
    }

    /** Who may not publish there does not learn whether there is such a repository. */
    private Stored copied(ApiCall call, Stored from, boolean again)
            throws IOException, InterruptedException {
        BodyFields fields = json.body(call.request());
        String destination = fields.required("destination");
        boolean republish = fields.truth("republish").orElse(false);
        Optional<String> reason = fields.optional("reason");
        fields.endObject();
        requirePublish(call, PackageFinder.slug(destination));
        Mount<?, ?> to = finder.destination(call, destination, from.mount().format().id().value());
        try {
            Copying how = new Copying(again || republish, reason);
            return packages.copy(from, to, call.request().principal(), how);
        } catch (RefusedException e) {
            throw Refused.as(e.refusal(), "destination");
        }
    }

    /** The route asks for the role in the repository of the path alone. */
    private static void requirePublish(ApiCall call, String repository) {
        Principal sender = call.request().principal();
        if (!sender.may(Role.PUBLISH, repository) || sender.packages().isPresent()) {
            throw ApiException.denied("%s may not publish in %s.".formatted(call.by(), repository));
        }
    }

    Response delete(ApiCall call) throws IOException, InterruptedException {
        delete(call, finder.find(call));
        return Response.of(204, Headers.none(), Body.of(""));
    }

    private void delete(ApiCall call, Stored gone) throws IOException, InterruptedException {
        Optional<Refusal> refusal = packages.delete(gone, call.request().principal());
        if (refusal.isPresent()) {
            throw Refused.as(refusal.get(), "identifier");
        }
    }

    /** Nothing is ever out of step here: what was answered is stored. */
    Response resync(ApiCall call) throws IOException {
        return list.answer(call, 201, finder.find(call));
    }
}
