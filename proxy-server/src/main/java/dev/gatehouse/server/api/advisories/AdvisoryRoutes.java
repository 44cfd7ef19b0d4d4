package dev.gatehouse.server.api.advisories;

import static dev.gatehouse.core.http.Method.GET;
import static dev.gatehouse.core.http.Method.POST;

import dev.gatehouse.server.api.call.Access;
import dev.gatehouse.server.api.call.ApiRoute;
import dev.gatehouse.server.api.call.Json;

import java.util.List;

/** The routes about advisories. */
public final class AdvisoryRoutes {
    private AdvisoryRoutes() {}

    /** All of them. */
    public static List<ApiRoute> of(AdvisoryDesk desk, Json json) {
        AdvisoryEndpoints endpoints = new AdvisoryEndpoints(desk, json);
        return List.of(
                new ApiRoute(GET, "advisories", Access.operator(), endpoints::status),
                new ApiRoute(POST, "advisories/import", Access.operator(), endpoints::take));
    }
}
