package dev.gatehouse.server.api.policies;

import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.policy.Exemption;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.ApiException;
import dev.gatehouse.server.api.call.BodyFields;
import dev.gatehouse.server.api.call.Json;
import dev.gatehouse.server.api.call.Paging;
import dev.gatehouse.server.api.call.Repositories;
import dev.gatehouse.server.policy.ExemptionBook;
import dev.gatehouse.server.policy.PackageNames;

import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Exemptions from policies: list, grant, end. Thread-safe. */
final class ExemptionEndpoints {
    private final ExemptionBook exemptions;
    private final PolicyAnswers answers;
    private final Repositories repositories;
    private final Json json;

    ExemptionEndpoints(PolicyDesk desk, Repositories repositories, Json json) {
        this.exemptions = desk.exemptions();
        this.answers = new PolicyAnswers(desk.policies(), json);
        this.repositories = repositories;
        this.json = json;
    }

    /** The newest first; those that have ended included. */
    Response list(ApiCall call) throws IOException {
        repositories.requireWorkspace(call);
        return answers.page(Paging.of(call), exemptions.list().reversed(), this::shape);
    }

    Response grant(ApiCall call) throws IOException {
        repositories.requireWorkspace(call);
        BodyFields fields = json.body(call.request());
        fields.ignore(Set.of("slug_perm", "created_by", "created_at", "active"));
        Optional<PackageNames.Key> key = key(fields);
        String reason = fields.required("reason").strip();
        Optional<Instant> until = until(fields);
        fields.endObject();
        Exemption made =
                exemptions.grant(key.orElseThrow(), reason, until.orElseThrow(), call.by());
        return json.answer(201, shape(made));
    }

    private Optional<PackageNames.Key> key(BodyFields fields) {
        String text = fields.required("key");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(exemptions.key(text));
        } catch (IllegalArgumentException e) {
            fields.problem("key", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<Instant> until(BodyFields fields) {
        String text = fields.required("expires_at");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Instant until = Instant.parse(text);
            if (until.isAfter(exemptions.now())) {
                return Optional.of(until);
            }
            fields.problem("expires_at", "'" + text + "' is over: expected a time to come");
        } catch (DateTimeParseException e) {
            fields.problem(
                    "expires_at", "'" + text + "': expected a time such as 2030-01-31T00:00:00Z");
        }
        return Optional.empty();
    }

    Response end(ApiCall call) throws IOException {
        repositories.requireWorkspace(call);
        String id = call.variable("exemption");
        if (!exemptions.end(id, call.by())) {
            throw ApiException.missing("There is no exemption " + id + ".");
        }
        return Response.of(204, Headers.none(), Body.EMPTY);
    }

    private Map<String, Object> shape(Exemption exemption) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("slug_perm", exemption.id());
        shape.put("key", exemption.key());
        shape.put("reason", exemption.reason());
        shape.put("created_by", exemption.by());
        shape.put("created_at", exemption.createdAt().toString());
        shape.put("expires_at", exemption.expiresAt().toString());
        shape.put("active", exemption.isInForce(exemptions.now()));
        return shape;
    }
}
