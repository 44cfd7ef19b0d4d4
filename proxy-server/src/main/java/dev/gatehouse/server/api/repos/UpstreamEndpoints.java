package dev.gatehouse.server.api.repos;

import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.tree.Node;
import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.store.ManagedRepository;
import dev.gatehouse.core.store.ManagedUpstream;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.BodyFields;
import dev.gatehouse.server.api.call.Json;
import dev.gatehouse.server.api.call.Paging;
import dev.gatehouse.server.managed.Configured;
import dev.gatehouse.server.managed.ConfiguredRepository;
import dev.gatehouse.server.managed.ConfiguredUpstream;
import dev.gatehouse.server.managed.Definitions;
import dev.gatehouse.server.managed.Draft;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** The upstreams of one format of a repository. Thread-safe. */
final class UpstreamEndpoints {
    private final Book book;
    private final Json json;

    UpstreamEndpoints(Book book, Json json) {
        this.book = book;
        this.json = json;
    }

    /** In the order in which they are asked. */
    Response list(ApiCall call) {
        FormatName format = Book.format(call);
        List<ConfiguredUpstream> all =
                book.repository(call).upstreams(format).stream()
                        .sorted(Comparator.comparingInt(u -> u.config().priority()))
                        .toList();
        return Paging.of(call).answer(json, all, UpstreamShape::of);
    }

    Response get(ApiCall call) {
        return shown(200, book.upstream(call, book.repository(call)));
    }

    Response create(ApiCall call) throws IOException {
        FormatName format = Book.format(call);
        ConfiguredRepository repository = book.repository(call);
        Book.requireManaged(repository.declaredAt());
        BodyFields body = json.body(call.request());
        Node.Block wanted = UpstreamFields.apply(Definitions.empty(), body, format, false);
        AtomicReference<String> slug = new AtomicReference<>("");
        Configured now =
                book.change(
                        call,
                        UpstreamFields::fieldOf,
                        draft ->
                                slug.set(
                                        draft.add(
                                                inDraft(draft, repository.name()),
                                                new FormatId(format.key()),
                                                wanted)));
        return shown(201, Book.find(Book.find(now, repository.name()), format, slug.get()));
    }

    Response put(ApiCall call) throws IOException {
        return change(call, true);
    }

    Response patch(ApiCall call) throws IOException {
        return change(call, false);
    }

    private Response change(ApiCall call, boolean whole) throws IOException {
        ConfiguredRepository repository = book.repository(call);
        ConfiguredUpstream upstream = book.upstream(call, repository);
        Book.requireManaged(upstream.declaredAt());
        BodyFields body = json.body(call.request());
        Configured now =
                book.change(
                        call,
                        UpstreamFields::fieldOf,
                        draft -> {
                            ManagedRepository in = inDraft(draft, repository.name());
                            ManagedUpstream before = inDraft(in, upstream.slug());
                            Tags.require(call, Tags.of(before));
                            Node.Block old = Definitions.of(before);
                            Node.Block next =
                                    UpstreamFields.apply(old, body, upstream.format(), whole);
                            replace(draft, in, before, next);
                        });
        return shown(
                200,
                Book.find(Book.find(now, repository.name()), upstream.format(), upstream.slug()));
    }

    private static void replace(
            Draft draft, ManagedRepository in, ManagedUpstream before, Node.Block next) {
        List<String> changed = Definitions.changed(Definitions.of(before), next);
        if (changed.isEmpty()) {
            return;
        }
        draft.replace(in, before, next);
        draft.note(
                in.name(),
                before.format() + " upstream " + Secrets.text(next, "name").orElse(before.slug()),
                Map.of(
                        "change",
                        "changed",
                        "fields",
                        String.join(", ", changed.stream().map(UpstreamFields::fieldOf).toList())));
    }

    Response delete(ApiCall call) throws IOException {
        ConfiguredRepository repository = book.repository(call);
        ConfiguredUpstream upstream = book.upstream(call, repository);
        Book.requireManaged(upstream.declaredAt());
        book.change(
                call,
                UpstreamFields::fieldOf,
                draft -> {
                    ManagedRepository in = inDraft(draft, repository.name());
                    ManagedUpstream before = inDraft(in, upstream.slug());
                    Tags.require(call, Tags.of(before));
                    draft.drop(in, before);
                });
        return Response.of(204, Headers.none(), Body.EMPTY);
    }

    private static ManagedRepository inDraft(Draft draft, String repository) {
        return draft.find(repository).orElseThrow(() -> Book.missing(repository));
    }

    private static ManagedUpstream inDraft(ManagedRepository repository, String slug) {
        return repository.upstreams().stream()
                .filter(u -> u.slug().equals(slug))
                .findFirst()
                .orElseThrow(() -> Book.missingUpstream(slug));
    }

    private Response shown(int status, ConfiguredUpstream upstream) {
        return Tags.on(json.answer(status, UpstreamShape.of(upstream)), Tags.of(upstream));
    }
}
