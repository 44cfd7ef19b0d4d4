package dev.gatehouse.server.api.repos;

import static dev.gatehouse.core.http.Method.DELETE;
import static dev.gatehouse.core.http.Method.GET;
import static dev.gatehouse.core.http.Method.PATCH;
import static dev.gatehouse.core.http.Method.POST;
import static dev.gatehouse.core.http.Method.PUT;

import dev.gatehouse.core.proxy.Services;
import dev.gatehouse.server.api.call.Access;
import dev.gatehouse.server.api.call.ApiRoute;
import dev.gatehouse.server.api.call.Json;
import dev.gatehouse.server.api.call.Repositories;
import dev.gatehouse.server.managed.RepositoryBook;

import java.util.List;

/** The routes about repositories and upstreams. */
public final class RepositoryRoutes {
    private static final String ALL = "repos/{workspace}";
    private static final String ONE = ALL + "/{repository}";
    private static final String UPSTREAMS = ONE + "/upstream/{format}";
    private static final String UPSTREAM = UPSTREAMS + "/{upstream}";
    private static final String SETTINGS = "trust/{workspace}/{repository}/settings/{format}";

    private RepositoryRoutes() {}

    /** All of them. */
    public static List<ApiRoute> of(
            RepositoryBook book, Repositories repositories, Services services, Json json) {
        Book found = new Book(book, repositories);
        RepositoryEndpoints repos =
                new RepositoryEndpoints(
                        found, services.packages().tallies(), services.own().keys(), json);
        UpstreamEndpoints upstreams = new UpstreamEndpoints(found, json);
        SettingsEndpoints settings = new SettingsEndpoints(found, json);
        ServiceEndpoints service = new ServiceEndpoints(found, json);
        Access token = new Access.AnyToken();
        return List.of(
                new ApiRoute(GET, "repos", token, repos::listAll),
                new ApiRoute(GET, ALL, token, repos::list),
                new ApiRoute(POST, ALL, Access.operator(), repos::create),
                new ApiRoute(GET, ONE, Access.read(), repos::get),
                new ApiRoute(PATCH, ONE, Access.admin(), repos::patch),
                new ApiRoute(DELETE, ONE, Access.admin(), repos::delete),
                new ApiRoute(GET, UPSTREAMS, Access.read(), upstreams::list),
                new ApiRoute(POST, UPSTREAMS, Access.admin(), upstreams::create),
                new ApiRoute(GET, UPSTREAM, Access.read(), upstreams::get),
                new ApiRoute(PUT, UPSTREAM, Access.admin(), upstreams::put),
                new ApiRoute(PATCH, UPSTREAM, Access.admin(), upstreams::patch),
                new ApiRoute(DELETE, UPSTREAM, Access.admin(), upstreams::delete),
                new ApiRoute(GET, SETTINGS, Access.read(), settings::get),
                new ApiRoute(PATCH, SETTINGS, Access.admin(), settings::patch),
                new ApiRoute(GET, "export", Access.operator(), service::export),
                new ApiRoute(GET, "formats", token, service::formats),
                new ApiRoute(GET, "rates/limits", token, service::limits));
    }
}
