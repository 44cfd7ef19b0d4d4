package dev.gatehouse.server.api.trust;

import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Provenance;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.proxy.Mount;
import dev.gatehouse.core.proxy.NameService;
import dev.gatehouse.core.proxy.Services;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.upstream.Upstream;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.ApiException;
import dev.gatehouse.server.api.call.BodyFields;
import dev.gatehouse.server.api.call.Json;
import dev.gatehouse.server.api.call.Repositories;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an operator may ask and do about names. Thread-safe. */
final class TrustEndpoints {
    private final Services services;
    private final MetadataStore metadata;
    private final Repositories repositories;
    private final Json json;

    TrustEndpoints(
            Services services, MetadataStore metadata, Repositories repositories, Json json) {
        this.services = services;
        this.metadata = metadata;
        this.repositories = repositories;
        this.json = json;
    }

    /** Why a package is served as it is. */
    Response explain(ApiCall call) throws IOException, InterruptedException {
        Mount<?, ?> mount = repositories.mount(call, call.required("format"));
        PackageName name = Repositories.name(mount, call.required("package"));
        Optional<Version> version = call.parameter("version").map(v -> version(mount, v));
        return json.answer(
                200,
                Explanations.shape(
                        mount,
                        services.explain().explain(mount, name, version),
                        services.canaries()));
    }

    private static Version version(Mount<?, ?> mount, String text) {
        try {
            return mount.format().version(text);
        } catch (IllegalArgumentException e) {
            throw ApiException.invalid("version", String.valueOf(e.getMessage()));
        }
    }

    Response claim(ApiCall call) throws IOException, InterruptedException {
        return change(call, services.names()::claim);
    }

    Response forget(ApiCall call) throws IOException, InterruptedException {
        return change(call, services.names()::forget);
    }

    Response release(ApiCall call) throws IOException, InterruptedException {
        return change(call, services.names()::release);
    }

    /** One of the things that may be done to a name. */
    private interface Deed {
        int apply(Mount<?, ?> mount, PackageName name, NameService.Order order)
                throws IOException, InterruptedException;
    }

    private Response change(ApiCall call, Deed deed) throws IOException, InterruptedException {
        Mount<?, ?> mount = repositories.mount(call, call.variable("format"));
        PackageName name = Repositories.name(mount, call.variable("package"));
        BodyFields fields = json.body(call.request());
        String reason = fields.required("reason");
        Optional<String> upstream = fields.optional("upstream");
        fields.end();
        Optional<SourceId> only = upstream.map(u -> Repositories.upstream(mount, u));
        int records = deed.apply(mount, name, new NameService.Order(call.by(), reason, only));
        Map<String, Object> done = new LinkedHashMap<>();
        done.put("format", name.format().value());
        done.put("package", name.value());
        done.put("records", records);
        return json.answer(200, done);
    }

    /** Which upstream has supplied which package. */
    Response provenance(ApiCall call) throws IOException {
        Mount<?, ?> mount = repositories.mount(call, call.required("format"));
        Optional<SourceId> only =
                call.parameter("upstream").map(u -> Repositories.upstream(mount, u));
        List<Provenance> page =
                metadata.provenance()
                        .list(
                                mount.repository(),
                                mount.format().id(),
                                after(call, mount),
                                call.limit());
        List<Map<String, Object>> results =
                page.stream()
                        .filter(p -> only.map(p.source()::equals).orElse(true))
                        .map(p -> supplied(mount, p))
                        .toList();
        long names = page.stream().map(p -> p.key().name()).distinct().count();
        String next = names < call.limit() ? null : page.getLast().key().name().value();
        return json.page(results, next);
    }

    private static Map<String, Object> supplied(Mount<?, ?> mount, Provenance provenance) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("format", provenance.key().name().format().value());
        shape.put("package", provenance.key().name().value());
        shape.put(
                "upstream",
                mount.settings()
                        .upstream(provenance.source())
                        .map(Upstream::name)
                        .orElse(provenance.source().value()));
        shape.putAll(Explanations.provenance(provenance));
        return shape;
    }

    private static Optional<PackageName> after(ApiCall call, Mount<?, ?> mount) {
        return call.parameter("cursor").map(c -> Repositories.name(mount, c));
    }
}
