package dev.gatehouse.server.api.packages;

import static dev.gatehouse.core.http.Method.DELETE;
import static dev.gatehouse.core.http.Method.GET;
import static dev.gatehouse.core.http.Method.POST;

import dev.gatehouse.core.proxy.Services;
import dev.gatehouse.server.api.call.Access;
import dev.gatehouse.server.api.call.ApiRoute;
import dev.gatehouse.server.api.call.Json;
import dev.gatehouse.server.api.call.Repositories;
import dev.gatehouse.server.api.upload.Uploads;

import java.time.InstantSource;
import java.util.List;

/** The routes about packages. */
public final class PackageRoutes {
    private static final String VERSION =
            "trust/{workspace}/{repository}/names/{format}/{package}/versions/{version}/";
    private static final String ALL = "packages/{workspace}/{repository}";
    private static final String ONE = ALL + "/{identifier}";

    private PackageRoutes() {}

    /** All of them. */
    public static List<ApiRoute> of(
            Services services,
            Uploads uploads,
            Repositories repositories,
            Json json,
            InstantSource clock) {
        PackageEndpoints versions =
                new PackageEndpoints(services.publications(), repositories, json);
        PackageFinder finder = new PackageFinder(repositories, services.packages().stored());
        ListEndpoints list = new ListEndpoints(repositories, services, finder, json);
        StateEndpoints states = new StateEndpoints(services.items(), finder, list, json, clock);
        MoveEndpoints moves = new MoveEndpoints(services.packages(), finder, list, json);
        UploadEndpoints made =
                new UploadEndpoints(
                        new UploadEndpoints.Parts(
                                services.packages(), services.items(), uploads, finder, list),
                        repositories,
                        json,
                        clock);
        return List.of(
                new ApiRoute(POST, VERSION + "yank", Access.publish(), versions::yank),
                new ApiRoute(POST, VERSION + "unyank", Access.publish(), versions::unyank),
                new ApiRoute(POST, VERSION + "delete", Access.admin(), versions::delete),
                new ApiRoute(
                        POST, ALL + "/validate-upload/{format}", Access.publish(), made::validate),
                new ApiRoute(POST, ALL + "/upload/{format}", Access.publish(), made::upload),
                new ApiRoute(GET, ALL, Access.read(), list::list),
                new ApiRoute(GET, ONE, Access.read(), list::get),
                new ApiRoute(DELETE, ONE, Access.admin(), moves::delete),
                new ApiRoute(GET, ONE + "/status", Access.read(), list::status),
                new ApiRoute(POST, ONE + "/quarantine", Access.admin(), states::quarantine),
                new ApiRoute(POST, ONE + "/tag", Access.publish(), states::tag),
                new ApiRoute(POST, ONE + "/copy", Access.read(), moves::copy),
                new ApiRoute(POST, ONE + "/move", Access.admin(), moves::move),
                new ApiRoute(POST, ONE + "/resync", Access.publish(), moves::resync));
    }
}
