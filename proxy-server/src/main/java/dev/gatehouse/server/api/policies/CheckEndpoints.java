package dev.gatehouse.server.api.policies;

import dev.gatehouse.core.http.Response;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.BodyFields;
import dev.gatehouse.server.api.call.Json;
import dev.gatehouse.server.api.call.Repositories;
import dev.gatehouse.server.policy.ModuleCheck;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Looks at modules before they are policies; and what policies are shown. Thread-safe. */
final class CheckEndpoints {
    private final PolicyDesk desk;
    private final Repositories repositories;
    private final Json json;

    CheckEndpoints(PolicyDesk desk, Repositories repositories, Json json) {
        this.desk = desk;
        this.repositories = repositories;
        this.json = json;
    }

    /** What is wrong with a module; it is not stored. */
    Response validate(ApiCall call) throws IOException, InterruptedException {
        repositories.requireWorkspace(call);
        JsonNode body = json.object(call.request());
        BodyFields fields = new BodyFields(body);
        if (!fields.has("rego") || !body.path("rego").isString()) {
            fields.problem("rego", "expected a module in Rego");
        }
        fields.endObject();
        ModuleCheck.Checked checked = desk.policies().check(body.path("rego").stringValue());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("is_valid", checked.errors().isEmpty());
        answer.put("findings", checked.findings().stream().map(CheckEndpoints::shape).toList());
        answer.put("raw", checked.raw());
        return json.answer(200, answer);
    }

    private static Map<String, @Nullable Object> shape(ModuleCheck.Finding finding) {
        Map<String, @Nullable Object> shape = new LinkedHashMap<>();
        shape.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        shape.put("code", finding.code());
        shape.put("message", finding.message());
        shape.put("line", finding.line() > 0 ? finding.line() : null);
        return shape;
    }

    /** The JSON Schema of what policies are shown. */
    Response schema(ApiCall call) {
        return Response.json(200, desk.inputSchema().get());
    }
}
