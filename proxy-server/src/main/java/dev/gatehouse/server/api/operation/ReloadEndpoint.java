package dev.gatehouse.server.api.operation;

import dev.gatehouse.core.http.Response;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.ApiException;
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

    Response reload(ApiCall call) throws IOException, InterruptedException {
        boolean dry = isDry(call);
        return switch (reloading.reload(call.by(), dry)) {
            case Outcome.Taken taken -> json.answer(200, shape(taken, dry));
            case Outcome.Refused(String from, List<String> problems) ->
                    json.error(
                            400,
                            "The configuration of " + from + " cannot be used; nothing is changed.",
                            Map.of("configuration", problems));
        };
    }

    /** A word that is not understood must not change what is in force. */
    private static boolean isDry(ApiCall call) {
        return switch (call.sent("dry_run").orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ApiException.invalid("dry_run", "expected true or false");
        };
    }

    private static Map<String, Object> shape(Outcome.Taken taken, boolean dry) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put(
                "detail",
                dry ? "The configuration can be used." : "The configuration is in force.");
        shape.put("file", taken.from());
        shape.put("changes", taken.changes());
        shape.put("warnings", taken.warnings());
        shape.put("needs_restart", taken.restart());
        return shape;
    }
}
