package dev.gatehouse.server.api.audit;

import static dev.gatehouse.core.http.Method.GET;

import dev.gatehouse.core.store.AuditView;
import dev.gatehouse.server.access.Authentication;
import dev.gatehouse.server.api.call.Access;
import dev.gatehouse.server.api.call.ApiRoute;
import dev.gatehouse.server.api.call.Json;
import dev.gatehouse.server.api.call.Repositories;
import dev.gatehouse.server.audit.AuditFeed;

import java.util.List;

/** The routes about the audit log. */
public final class AuditRoutes {
    private static final String AUDIT = "trust/{workspace}/{repository}/audit";

    private AuditRoutes() {}

    /** All of them. */
    public static List<ApiRoute> of(
            AuditView view,
            AuditFeed feed,
            Authentication authentication,
            Repositories repositories,
            Json json) {
        AuditEndpoint audit = new AuditEndpoint(view, feed, authentication, repositories, json);
        return List.of(
                new ApiRoute(GET, AUDIT, Access.admin(), audit::list),
                new ApiRoute(GET, AUDIT + "/live", Access.admin(), audit::live),
                new ApiRoute(GET, "audit/verify", Access.operator(), audit::verify),
                new ApiRoute(GET, "audit/export", Access.operator(), audit::export));
    }
}
