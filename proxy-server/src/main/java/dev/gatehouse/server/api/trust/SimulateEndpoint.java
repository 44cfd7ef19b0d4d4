package dev.gatehouse.server.api.trust;

import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.Trust;
import dev.gatehouse.core.proxy.Mount;
import dev.gatehouse.core.proxy.Services;
import dev.gatehouse.core.proxy.Simulation.Difference;
import dev.gatehouse.core.proxy.Simulation.Owned;
import dev.gatehouse.core.proxy.Simulation.Proposal;
import dev.gatehouse.core.trust.Enforcement;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.ApiException;
import dev.gatehouse.server.api.call.BodyFields;
import dev.gatehouse.server.api.call.Json;
import dev.gatehouse.server.api.call.Repositories;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * What a change of trust would do. Reads all names of a repository, so one at a time; the answer is
 * written to the disk as it comes, and sent from there. Thread-safe.
 */
final class SimulateEndpoint {
    private final Services services;
    private final Repositories repositories;
    private final Json json;
    private final Semaphore running = new Semaphore(1);

    SimulateEndpoint(Services services, Repositories repositories, Json json) {
        this.services = services;
        this.repositories = repositories;
        this.json = json;
    }

    Response simulate(ApiCall call) throws IOException, InterruptedException {
        BodyFields fields = json.body(call.request());
        String format = fields.required("format");
        String upstream = fields.required("upstream");
        Optional<Trust> trust =
                word(fields, "trust_level", fields.required("trust_level"), Trust.values());
        Optional<Enforcement> enforcement =
                fields.optional("enforcement")
                        .flatMap(text -> word(fields, "enforcement", text, Enforcement.values()));
        fields.end();
        Mount<?, ?> mount = repositories.mount(call, format);
        Proposal proposal =
                new Proposal(
                        Repositories.upstream(mount, upstream), trust.orElseThrow(), enforcement);
        if (!running.tryAcquire()) {
            throw ApiException.conflict("Another simulation is running; ask again when it ended.");
        }
        try {
            Body body = services.spool().of(out -> write(mount, upstream, proposal, out));
            return Response.of(
                    200,
                    Headers.of("content-type", "application/json")
                            .with("cache-control", "no-store"),
                    body);
        } finally {
            running.release();
        }
    }

    /** Cloudsmith writes {@code Untrusted}, the configuration {@code untrusted}. */
    private static <E extends Enum<E>> Optional<E> word(
            BodyFields fields, String field, String text, E[] values) {
        for (E value : values) {
            if (value.name().equalsIgnoreCase(text)) {
                return Optional.of(value);
            }
        }
        if (!text.isBlank()) {
            List<String> known =
                    List.of(values).stream().map(v -> v.name().toLowerCase(Locale.ROOT)).toList();
            fields.problem(field, "'%s': expected one of %s".formatted(text, known));
        }
        return Optional.empty();
    }

    private void write(Mount<?, ?> mount, String upstream, Proposal proposal, OutputStream out)
            throws IOException, InterruptedException {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("repository", mount.repositoryName());
        head.put("format", mount.format().id().value());
        head.put("upstream", upstream);
        head.put("trust_level", proposal.trust().name().toLowerCase(Locale.ROOT));
        Enforcement enforcement =
                proposal.enforcement().orElseGet(() -> mount.settings().enforcement());
        head.put("enforcement", enforcement.name().toLowerCase(Locale.ROOT));
        String opened = json.text(head);
        text(out, opened.substring(0, opened.length() - 1) + ",\"results\":[");
        Counts counts = new Counts();
        long names =
                services.simulation()
                        .run(
                                mount,
                                proposal,
                                difference -> {
                                    text(out, counts.changed == 0 ? "\n" : ",\n");
                                    text(out, json.text(shape(difference)));
                                    counts.add(difference);
                                });
        text(out, "],\"counts\":" + json.text(counts.shape(names)) + "}\n");
    }

    private static void text(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> shape(Difference difference) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("package", difference.name().value());
        shape.put("rule_before", difference.ruleBefore());
        shape.put("rule_after", difference.ruleAfter());
        shape.put("appear", owned(difference.appear()));
        shape.put("vanish", owned(difference.vanish()));
        shape.put("move", owned(difference.move()));
        shape.put("to_ask", difference.toAsk());
        shape.put("reason", difference.reason());
        return shape;
    }

    private static List<Map<String, String>> owned(List<Owned> versions) {
        return versions.stream()
                .map(v -> Map.of("version", v.version().value(), "owner", v.owner().name()))
                .toList();
    }

    /** What stands at the end. Not for more than one thread. */
    private static final class Counts {
        private long changed;
        private long namesAppear;
        private long namesVanish;
        private long versionsAppear;
        private long versionsVanish;
        private long versionsMove;
        private long toAsk;

        void add(Difference difference) {
            changed++;
            namesAppear += difference.isServed() && !difference.wasServed() ? 1 : 0;
            namesVanish += difference.wasServed() && !difference.isServed() ? 1 : 0;
            versionsAppear += difference.appear().size();
            versionsVanish += difference.vanish().size();
            versionsMove += difference.move().size();
            toAsk += difference.toAsk().isEmpty() ? 0 : 1;
        }

        Map<String, Long> shape(long names) {
            Map<String, Long> shape = new LinkedHashMap<>();
            shape.put("names", names);
            shape.put("names_changed", changed);
            shape.put("names_appear", namesAppear);
            shape.put("names_vanish", namesVanish);
            shape.put("names_to_ask", toAsk);
            shape.put("versions_appear", versionsAppear);
            shape.put("versions_vanish", versionsVanish);
            shape.put("versions_move", versionsMove);
            return shape;
        }
    }
}
