package dev.gatehouse.core.proxy;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.format.Listing;
import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.Refusal.Asked;
import dev.gatehouse.core.format.RefusedException;
import dev.gatehouse.core.format.Route;
import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.HttpDates;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.store.StoredFile;

import java.io.IOException;
import java.util.Optional;

/** Answers what a client asks of one format of one repository. Thread-safe. */
public final class RepositoryHandler {
    private final Services services;
    private final Blocks blocks;

    RepositoryHandler(Services services) {
        this.services = services;
        this.blocks = new Blocks(services.journal(), services.events());
    }

    /** The answer to a request whose target begins below the mount. */
    public <R extends Release, P> Response handle(Mount<R, P> mount, Request request)
            throws IOException, InterruptedException {
        Route route = mount.format().route(request.head());
        Optional<Refusal> forbidden = forbidden(mount, route, request.principal());
        if (forbidden.isPresent()) {
            tell(mount, request);
            return mount.format().refuse(forbidden.get(), request.head());
        }
        return switch (route) {
            case Route.Index wanted -> index(mount, wanted, request);
            case Route.File wanted -> file(mount, wanted, request);
            case Route.Checksum wanted -> checksum(mount, wanted, request);
            case Route.Names(Listing listing) -> services.listings().list(mount, listing, request);
            case Route.Publish ignored -> publish(mount, request);
            case Route.Search(var query) -> services.search().search(mount, query);
            case Route.Gather(var gathering) -> services.gather().gather(mount, gathering, request);
            case Route.Direct(var answer) -> answer.apply(request.principal());
            case Route.Account _ ->
                    mount.format()
                            .refuse(
                                    new Refusal.NotFound(Asked.INDEX, "no accounts here"),
                                    request.head());
            case Route.Invalid(String reason) ->
                    mount.format().refuse(new Refusal.Invalid(reason), request.head());
            case Route.Unknown(String reason) ->
                    mount.format()
                            .refuse(new Refusal.NotFound(Asked.INDEX, reason), request.head());
        };
    }

    /** Reading needs the role to read; changing needs a credential, whatever anybody may read. */
    private static Optional<Refusal> forbidden(
            Mount<?, ?> mount, Route route, Principal principal) {
        Role needed = route instanceof Route.Publish(Role role) ? role : Role.READ;
        if (principal.may(needed, mount.repositoryName())) {
            return Optional.empty();
        }
        String text =
                "%s may not %s in %s: that needs the role %s"
                        .formatted(
                                principal.name(),
                                needed == Role.READ ? "read" : "publish",
                                mount.repositoryName(),
                                needed);
        return Optional.of(
                new Refusal.Forbidden(
                        text,
                        principal.isAnonymous()
                                ? Optional.of("Basic realm=\"gatehouse\"")
                                : Optional.empty()));
    }

    private void tell(Mount<?, ?> mount, Request request) {
        services.journal()
                .denied(
                        new Journal.Denied(
                                mount.repositoryName(),
                                request.principal().name(),
                                request.head().remote(),
                                "the role does not suffice"));
    }

    private <R extends Release, P> Response index(
            Mount<R, P> mount, Route.Index wanted, Request request)
            throws IOException, InterruptedException {
        Renderings.Answer answer = services.renderings().index(mount, wanted, request.head());
        String by = request.principal().name();
        answer.ruling().ifPresent(r -> blocks.tell(mount, wanted.key().name(), r, by));
        return switch (answer) {
            case Renderings.Answer.Document(Response response, var ignored) -> response;
            case Renderings.Answer.Refused(Refusal refusal, var ignored) ->
                    mount.format().refuse(refusal, request.head());
        };
    }

    private <R extends Release, P> Response file(
            Mount<R, P> mount, Route.File wanted, Request request)
            throws IOException, InterruptedException {
        FileAnswer answer = services.artifacts().file(mount, wanted, request);
        if (!(answer instanceof FileAnswer.Refused)) {
            services.packages().stored().uses().served(mount, wanted, request);
        }
        return answer(mount, wanted.file(), request, answer);
    }

    private <R extends Release, P> Response checksum(
            Mount<R, P> mount, Route.Checksum wanted, Request request)
            throws IOException, InterruptedException {
        return answer(
                mount,
                wanted.checksum(),
                request,
                services.artifacts().checksum(mount, wanted, request));
    }

    private static Response answer(
            Mount<?, ?> mount, FileName file, Request request, FileAnswer answer) {
        return switch (answer) {
            case FileAnswer.Stored(StoredFile stored, Body body) -> stored(mount, stored, body);
            case FileAnswer.Coming(Body body) ->
                    Response.of(
                            200,
                            Headers.of("content-type", mount.format().contentType(file))
                                    .with("cache-control", "no-cache"),
                            body);
            case FileAnswer.Refused(Refusal refusal) ->
                    mount.format().refuse(refusal, request.head());
        };
    }

    private static Response stored(Mount<?, ?> mount, StoredFile file, Body body) {
        return Response.of(
                200,
                mount.format()
                        .describe(file.digests())
                        .with("content-type", mount.format().contentType(file.file()))
                        .with("etag", '"' + file.sha256().hex() + '"')
                        .with("accept-ranges", "bytes")
                        .with("last-modified", HttpDates.format(file.storedAt()))
                        .with("cache-control", "no-cache"),
                body);
    }

    private <R extends Release, P> Response publish(Mount<R, P> mount, Request request)
            throws IOException, InterruptedException {
        try {
            return services.publications().publish(mount, request);
        } catch (RefusedException e) {
            return mount.format().refuse(e.refusal(), request.head());
        }
    }
}
