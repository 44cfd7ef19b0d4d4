package dev.gatehouse.server.api.operation;

import dev.gatehouse.core.http.Response;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.Json;
import dev.gatehouse.server.api.operation.Reloading.Outcome;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the configuration anew. Thread-safe. */
final class ReloadEndpoint {
    private final Reloading reloading;
    private final Json json;

    ReloadEndpoint(Reloading reloading, Json json) {
        this.reloading = reloading;
        this.json = json;
    }

    Response reload(ApiCall call) throws IOException {
        return switch (reloading.reload(call.by())) {
            case Outcome.Taken taken -> json.answer(200, shape(taken));
            case Outcome.Refused(String from, List<String> problems) ->
                    json.error(
                            400,
                            "The configuration of " + from + " cannot be used; nothing is changed.",
                            Map.of("configuration", problems));
        };
    }

    private static Map<String, Object> shape(Outcome.Taken taken) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("detail", "The configuration is in force.");
        shape.put("file", taken.from());
        shape.put("warnings", taken.warnings());
        shape.put("needs_restart", taken.restart());
        return shape;
    }
}
