package dev.gatehouse.server.api.repos;

import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.proxy.Mount;
import dev.gatehouse.core.proxy.OwnKeys;
import dev.gatehouse.core.proxy.Tallies;
import dev.gatehouse.core.proxy.Tallies.Tally;
import dev.gatehouse.core.store.ManagedRepository;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.ApiException;
import dev.gatehouse.server.api.call.BodyFields;
import dev.gatehouse.server.api.call.Json;
import dev.gatehouse.server.api.call.Paging;
import dev.gatehouse.server.managed.Configured;
import dev.gatehouse.server.managed.ConfiguredRepository;
import dev.gatehouse.server.managed.Definitions;
import dev.gatehouse.server.managed.Draft;
import dev.gatehouse.server.managed.Draft.About;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Repositories. Thread-safe. */
final class RepositoryEndpoints {
    private final Book book;
    private final Tallies tallies;
    private final OwnKeys keys;
    private final Json json;

    RepositoryEndpoints(Book book, Tallies tallies, OwnKeys keys, Json json) {
        this.keys = keys;
        this.book = book;
        this.tallies = tallies;
        this.json = json;
    }

    /** Those that the caller may read. */
    Response listAll(ApiCall call) throws IOException, InterruptedException {
        Configured now = book.now();
        List<ConfiguredRepository> all =
                now.repositories().stream()
                        .filter(r -> call.request().principal().may(Role.READ, r.name()))
                        .sorted(Comparator.comparing(ConfiguredRepository::name))
                        .toList();
        Paging paging = Paging.of(call);
        RepositoryShape shape = shape(call, now);
        List<Object> shown = new ArrayList<>();
        for (ConfiguredRepository one : paging.of(all)) {
            shown.add(shape.of(one, stored(one), keys.all(one.id())));
        }
        return paging.headers(json.answer(200, shown), all.size());
    }

    Response list(ApiCall call) throws IOException, InterruptedException {
        book.repositories().requireWorkspace(call);
        return listAll(call);
    }

    Response get(ApiCall call) throws IOException, InterruptedException {
        book.repositories().requireWorkspace(call);
        return shown(call, 200, book.now(), call.variable("repository"));
    }

    /** Makes a repository that serves all formats and has no upstream. */
    Response create(ApiCall call) throws IOException, InterruptedException {
        book.repositories().requireWorkspace(call);
        Book.requireManaged(book.now().declaredAt());
        BodyFields body = json.body(call.request());
        RepositoryFields.New wanted =
                RepositoryFields.create(
                        Definitions.newRepository(), body, book.now().anybodyReads());
        Configured now =
                book.change(
                        call,
                        RepositoryFields::fieldOf,
                        draft -> {
                            if (draft.find(wanted.name()).isPresent()) {
                                throw ApiException.unprocessable(
                                        "slug", "There is a repository of this name already.");
                            }
                            draft.add(wanted.name(), wanted.about(), wanted.definition());
                        });
        return shown(call, 201, now, wanted.name());
    }

    Response patch(ApiCall call) throws IOException, InterruptedException {
        ConfiguredRepository repository = book.repository(call);
        Book.requireManaged(repository.declaredAt());
        BodyFields body = json.body(call.request());
        Configured now =
                book.change(
                        call,
                        RepositoryFields::fieldOf,
                        draft -> patch(call, draft, repository.name(), body));
        return shown(call, 200, now, repository.name());
    }

    private void patch(ApiCall call, Draft draft, String name, BodyFields body) {
        boolean anybodyReads = book.now().anybodyReads();
        ManagedRepository before = draft.find(name).orElseThrow(() -> Book.missing(name));
        Tags.require(call, Tags.of(before, anybodyReads));
        RepositoryFields.Patched old =
                new RepositoryFields.Patched(
                        new About(before.title(), before.description()), Definitions.of(before));
        RepositoryFields.Patched next = RepositoryFields.patch(name, old, body, anybodyReads);
        List<String> changed =
                RepositoryFields.changed(
                        old, next, Definitions.changed(old.definition(), next.definition()));
        if (changed.contains("host") && !call.request().principal().repositories().isEmpty()) {
            throw ApiException.denied(
                    call.by()
                            + " may not change host: at that name no other repository answers,"
                            + " so it needs the role admin in all repositories");
        }
        if (!changed.isEmpty()) {
            draft.replace(before, next.about(), next.definition());
            draft.note(
                    name,
                    "repository " + name,
                    Map.of("change", "changed", "fields", String.join(", ", changed)));
        }
    }

    Response delete(ApiCall call) throws IOException {
        ConfiguredRepository repository = book.repository(call);
        Book.requireManaged(repository.declaredAt());
        String name = repository.name();
        book.change(
                call,
                RepositoryFields::fieldOf,
                draft -> {
                    ManagedRepository before =
                            draft.find(name).orElseThrow(() -> Book.missing(name));
                    Tags.require(call, Tags.of(before, book.now().anybodyReads()));
                    draft.drop(before);
                });
        return Response.of(204, Headers.none(), Body.EMPTY);
    }

    private Response shown(ApiCall call, int status, Configured now, String name)
            throws IOException, InterruptedException {
        ConfiguredRepository repository = Book.find(now, name);
        return Tags.on(
                json.answer(
                        status,
                        shape(call, now)
                                .of(repository, stored(repository), keys.all(repository.id()))),
                Tags.of(repository, now.anybodyReads()));
    }

    /** How much its formats store, together; empty when not all of them are counted yet. */
    private Optional<Tally> stored(ConfiguredRepository repository)
            throws IOException, InterruptedException {
        Tally all = Tally.NONE;
        for (Mount<?, ?> mount : book.repositories().mounts(repository.id())) {
            Optional<Tally> one = tallies.of(mount);
            if (one.isEmpty()) {
                return Optional.empty();
            }
            all = all.and(one.get());
        }
        return Optional.of(all);
    }

    private RepositoryShape shape(ApiCall call, Configured now) {
        return new RepositoryShape(
                book.repositories().workspace(),
                call.request().head().publicBase(),
                now.anybodyReads());
    }
}
