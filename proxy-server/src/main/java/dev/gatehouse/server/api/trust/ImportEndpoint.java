package dev.gatehouse.server.api.trust;

import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.proxy.Mount;
import dev.gatehouse.core.proxy.NameService;
import dev.gatehouse.core.proxy.ProvenanceImport;
import dev.gatehouse.core.proxy.ProvenanceImport.Outcome;
import dev.gatehouse.core.proxy.Services;
import dev.gatehouse.core.upstream.Upstream;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.BodyFields;
import dev.gatehouse.server.api.call.Json;
import dev.gatehouse.server.api.call.Repositories;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Takes in what an upstream has supplied before Gatehouse stood between. Thread-safe. */
final class ImportEndpoint {
    private static final int MOST_NAMES = 500;

    private final ProvenanceImport imports;
    private final Repositories repositories;
    private final Json json;

    ImportEndpoint(Services services, Repositories repositories, Json json) {
        this.imports = services.imports();
        this.repositories = repositories;
        this.json = json;
    }

    Response take(ApiCall call) throws IOException, InterruptedException {
        BodyFields fields = json.body(call.request());
        String format = fields.required("format");
        String upstreamName = fields.required("upstream");
        String reason = fields.required("reason");
        List<String> packages = fields.list("packages");
        if (packages.size() > MOST_NAMES) {
            fields.problem("packages", "expected at most %d names".formatted(MOST_NAMES));
        }
        fields.end();
        Mount<?, ?> mount = repositories.mount(call, format);
        Upstream upstream =
                mount.settings().upstream(Repositories.upstream(mount, upstreamName)).orElseThrow();
        List<PackageName> names =
                packages.stream().map(p -> Repositories.name(mount, p)).distinct().toList();
        Map<Outcome, List<PackageName>> outcomes = new LinkedHashMap<>();
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, new ArrayList<>());
        }
        try {
            for (PackageName name : names) {
                outcomes.computeIfAbsent(
                                imports.take(mount, upstream, name), o -> new ArrayList<>())
                        .add(name);
            }
        } finally {
            imports.audit(
                    mount,
                    upstream,
                    outcomes.getOrDefault(Outcome.IMPORTED, List.of()),
                    new NameService.Order(call.by(), reason, Optional.of(upstream.id())));
        }
        Map<String, Object> shape = new LinkedHashMap<>();
        outcomes.forEach(
                (outcome, some) ->
                        shape.put(
                                outcome.name().toLowerCase(Locale.ROOT),
                                some.stream().map(PackageName::value).toList()));
        return json.answer(200, shape);
    }
}
