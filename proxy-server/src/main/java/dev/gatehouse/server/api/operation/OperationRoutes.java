package dev.gatehouse.server.api.operation;

import static dev.gatehouse.core.http.Method.GET;
import static dev.gatehouse.core.http.Method.POST;

import dev.gatehouse.server.api.call.Access;
import dev.gatehouse.server.api.call.ApiRoute;
import dev.gatehouse.server.api.call.Json;
import dev.gatehouse.server.metrics.Metrics;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** The routes that keep the server going, and those below {@code /-/}. */
public final class OperationRoutes {
    private OperationRoutes() {}

    /** Those below {@code /-/}. */
    public static List<ApiRoute> of(Readiness readiness, Metrics metrics, InstantSource clock) {
        OperationEndpoints operations = new OperationEndpoints(readiness, metrics, clock);
        return List.of(
                new ApiRoute(GET, "health/live", new Access.Anybody(), operations::live),
                new ApiRoute(GET, "health/ready", new Access.Anybody(), operations::ready),
                new ApiRoute(GET, "metrics", new Access.Observer(), operations::metrics));
    }

    /** Those below {@code /api/}. */
    public static List<ApiRoute> of(String version, Reloading reloading, Upkeep store, Json json) {
        ReloadEndpoint configuration = new ReloadEndpoint(reloading, json);
        UpkeepEndpoints upkeep = new UpkeepEndpoints(store, json);
        return List.of(
                new ApiRoute(POST, "reload", Access.operator(), configuration::reload),
                new ApiRoute(POST, "gc", Access.operator(), upkeep::collect),
                new ApiRoute(POST, "scrub", Access.operator(), upkeep::scrub),
                new ApiRoute(POST, "backup", Access.operator(), upkeep::backup),
                new ApiRoute(
                        GET,
                        "status/check/basic",
                        new Access.Anybody(),
                        call ->
                                json.answer(
                                        200,
                                        Map.of("detail", "Gatehouse is up.", "version", version))));
    }
}
