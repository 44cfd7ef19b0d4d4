package dev.gatehouse.server.api.policies;

import static dev.gatehouse.core.http.Method.DELETE;
import static dev.gatehouse.core.http.Method.GET;
import static dev.gatehouse.core.http.Method.PATCH;
import static dev.gatehouse.core.http.Method.POST;
import static dev.gatehouse.core.http.Method.PUT;

import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.proxy.Catalogue;
import dev.gatehouse.core.proxy.StoredPackages;
import dev.gatehouse.core.store.PolicyView;
import dev.gatehouse.server.api.call.Access;
import dev.gatehouse.server.api.call.ApiRoute;
import dev.gatehouse.server.api.call.Endpoint;
import dev.gatehouse.server.api.call.Json;
import dev.gatehouse.server.api.call.Repositories;

import java.util.List;

/** The routes about policies. The first that fits is taken, so fixed words stand first. */
public final class PolicyRoutes {
    private static final String ALL = "v2/workspaces/{workspace}/policies";
    private static final String LOG = ALL + "/decision-logs-v1";
    private static final String EXEMPTIONS = ALL + "/exemptions";
    private static final String ONE = ALL + "/{policy}";
    private static final String ACTIONS = ONE + "/actions";
    private static final String ACTION = ACTIONS + "/{action}";

    private PolicyRoutes() {}

    /** What is stored and looked at. */
    public record Around(PolicyView log, Catalogue catalogue, StoredPackages packages) {}

    /** All of them. */
    public static List<ApiRoute> of(
            PolicyDesk desk, Around around, Repositories repositories, Json json) {
        var policies = new PolicyEndpoints(desk, repositories, json);
        var actions = new ActionEndpoints(desk.policies(), repositories, json);
        var exemptions = new ExemptionEndpoints(desk, repositories, json);
        var checks = new CheckEndpoints(desk, repositories, json);
        var log = new DecisionEndpoints(around.log(), around.catalogue(), repositories, json);
        var simulation =
                new SimulateEndpoint(
                        desk, around.catalogue(), around.packages(), repositories, json);
        return List.of(
                new ApiRoute(
                        GET, "policy-input.schema.json", new Access.AnyToken(), checks::schema),
                route(POST, ALL + "/validate", checks::validate),
                route(GET, LOG, log::list),
                route(GET, LOG + "/{decision}", log::get),
                route(GET, EXEMPTIONS, exemptions::list),
                route(POST, EXEMPTIONS, exemptions::grant),
                route(DELETE, EXEMPTIONS + "/{exemption}", exemptions::end),
                route(GET, ALL, policies::list),
                route(POST, ALL, policies::create),
                route(GET, ONE, policies::get),
                route(PUT, ONE, policies::put),
                route(PATCH, ONE, policies::patch),
                route(DELETE, ONE, policies::delete),
                route(GET, ONE + "/simulate", simulation::simulate),
                route(GET, ACTIONS, actions::list),
                route(POST, ACTIONS, actions::create),
                route(GET, ACTION, actions::get),
                route(PUT, ACTION, actions::put),
                route(PATCH, ACTION, actions::patch),
                route(DELETE, ACTION, actions::delete));
    }

    private static ApiRoute route(Method method, String path, Endpoint endpoint) {
        return new ApiRoute(method, path, Access.operator(), endpoint);
    }
}
