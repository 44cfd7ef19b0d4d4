package dev.gatehouse.server.api.upload;

import static dev.gatehouse.core.http.Method.POST;
import static dev.gatehouse.core.http.Method.PUT;

import dev.gatehouse.server.api.call.Access;
import dev.gatehouse.server.api.call.ApiRoute;
import dev.gatehouse.server.api.call.Json;
import dev.gatehouse.server.api.call.Repositories;

import java.util.List;

/** The routes by which files come before their package. */
public final class FileRoutes {
    private static final String FILES = "files/{workspace}/{repository}";
    private static final String ONE = FILES + "/{identifier}";

    private FileRoutes() {}

    /** All of them. */
    public static List<ApiRoute> of(Uploads uploads, Repositories repositories, Json json) {
        FileEndpoints files = new FileEndpoints(uploads, repositories, json);
        return List.of(
                new ApiRoute(POST, FILES + "/validate", Access.publish(), files::validate),
                new ApiRoute(POST, FILES, Access.publish(), files::begin),
                new ApiRoute(POST, ONE, new Access.Ticket(), files::receive),
                new ApiRoute(PUT, ONE, Access.publish(), files::part),
                new ApiRoute(POST, ONE + "/complete", Access.publish(), files::complete));
    }
}
