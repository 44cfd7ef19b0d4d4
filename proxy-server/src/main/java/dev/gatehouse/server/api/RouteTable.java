package dev.gatehouse.server.api;

import static dev.gatehouse.core.http.Method.DELETE;
import static dev.gatehouse.core.http.Method.GET;
import static dev.gatehouse.core.http.Method.POST;

import dev.gatehouse.core.access.Role;
import dev.gatehouse.server.api.Access.AnyToken;
import dev.gatehouse.server.api.Access.Anybody;
import dev.gatehouse.server.api.Access.Everywhere;
import dev.gatehouse.server.api.Access.InRepository;
import dev.gatehouse.server.api.Access.Observer;

import java.util.List;
import java.util.Map;

/** Every route of the management API and of health and metrics, with who may call it. */
final class RouteTable {
    private static final Access READ = new InRepository(Role.READ);
    private static final Access PUBLISH = new InRepository(Role.PUBLISH);
    private static final Access ADMIN = new InRepository(Role.ADMIN);
    private static final Access ALL = new Everywhere(Role.ADMIN);
    private static final String TRUST = "trust/{workspace}/{repository}/";
    private static final String NAME = TRUST + "names/{format}/{package}/";
    private static final String VERSION = NAME + "versions/{version}/";

    private RouteTable() {}

    /** The routes below {@code /-/}. */
    static List<ApiRoute> operations(OperationEndpoints operations) {
        return List.of(
                new ApiRoute(GET, "health/live", new Anybody(), operations::live),
                new ApiRoute(GET, "health/ready", new Anybody(), operations::ready),
                new ApiRoute(GET, "metrics", new Observer(), operations::metrics));
    }

    /** The routes below {@code /api/}. */
    static List<ApiRoute> management(ApiContext context, Json json) {
        TrustEndpoints trust = new TrustEndpoints(context, json);
        PackageEndpoints packages = new PackageEndpoints(context, json);
        TokenEndpoints tokens = new TokenEndpoints(context, json);
        ReloadEndpoint configuration = new ReloadEndpoint(context, json);
        UpkeepEndpoints upkeep = new UpkeepEndpoints(context, json);
        AuditEndpoint audit = new AuditEndpoint(context, json);
        return List.of(
                new ApiRoute(GET, TRUST + "explain", READ, trust::explain),
                new ApiRoute(POST, NAME + "claim", ADMIN, trust::claim),
                new ApiRoute(POST, NAME + "forget", ADMIN, trust::forget),
                new ApiRoute(POST, NAME + "release", ADMIN, trust::release),
                new ApiRoute(POST, VERSION + "yank", PUBLISH, packages::yank),
                new ApiRoute(POST, VERSION + "unyank", PUBLISH, packages::unyank),
                new ApiRoute(POST, VERSION + "delete", ADMIN, packages::delete),
                new ApiRoute(GET, TRUST + "provenance", READ, trust::provenance),
                new ApiRoute(GET, TRUST + "shared", READ, trust::shared),
                new ApiRoute(GET, TRUST + "audit", ADMIN, audit::list),
                new ApiRoute(POST, "reload", ALL, configuration::reload),
                new ApiRoute(POST, "gc", ALL, upkeep::collect),
                new ApiRoute(POST, "scrub", ALL, upkeep::scrub),
                new ApiRoute(GET, "tokens", ALL, tokens::list),
                new ApiRoute(POST, "tokens", ALL, tokens::create),
                new ApiRoute(DELETE, "tokens/{token}", ALL, tokens::revoke),
                new ApiRoute(GET, "user/self", new AnyToken(), tokens::self),
                new ApiRoute(
                        GET,
                        "status/check/basic",
                        new AnyToken(),
                        call -> json.answer(200, Map.of("detail", "Gatehouse is up."))));
    }
}
