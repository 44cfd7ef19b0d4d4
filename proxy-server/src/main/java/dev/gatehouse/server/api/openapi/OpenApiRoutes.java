package dev.gatehouse.server.api.openapi;

import static dev.gatehouse.core.http.Method.GET;

import dev.gatehouse.server.api.call.Access;
import dev.gatehouse.server.api.call.ApiRoute;

import java.util.List;

/** The route of the document that describes all routes. */
public final class OpenApiRoutes {
    private OpenApiRoutes() {}

    /**
     * All of them.
     *
     * @param version of this program
     */
    public static List<ApiRoute> of(String version) {
        OpenApiEndpoint document = new OpenApiEndpoint(version);
        return List.of(new ApiRoute(GET, "openapi.json", new Access.AnyToken(), document::get));
    }
}
