package dev.gatehouse.server.api.packages;

import static dev.gatehouse.core.http.Method.POST;

import dev.gatehouse.core.proxy.PublishService;
import dev.gatehouse.server.api.call.Access;
import dev.gatehouse.server.api.call.ApiRoute;
import dev.gatehouse.server.api.call.Json;
import dev.gatehouse.server.api.call.Repositories;

import java.util.List;

/** The routes about packages. */
public final class PackageRoutes {
    private static final String VERSION =
            "trust/{workspace}/{repository}/names/{format}/{package}/versions/{version}/";

    private PackageRoutes() {}

    /** All of them. */
    public static List<ApiRoute> of(
            PublishService publications, Repositories repositories, Json json) {
        PackageEndpoints packages = new PackageEndpoints(publications, repositories, json);
        return List.of(
                new ApiRoute(POST, VERSION + "yank", Access.publish(), packages::yank),
                new ApiRoute(POST, VERSION + "unyank", Access.publish(), packages::unyank),
                new ApiRoute(POST, VERSION + "delete", Access.admin(), packages::delete));
    }
}
