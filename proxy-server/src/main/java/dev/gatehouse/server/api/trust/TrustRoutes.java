package dev.gatehouse.server.api.trust;

import static dev.gatehouse.core.http.Method.GET;
import static dev.gatehouse.core.http.Method.POST;

import dev.gatehouse.core.proxy.Services;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.server.api.call.Access;
import dev.gatehouse.server.api.call.ApiRoute;
import dev.gatehouse.server.api.call.Json;
import dev.gatehouse.server.api.call.Repositories;

import java.util.List;

/** The routes about trust. */
public final class TrustRoutes {
    private static final String TRUST = "trust/{workspace}/{repository}/";
    private static final String NAME = TRUST + "names/{format}/{package}/";

    private TrustRoutes() {}

    /** All of them. */
    public static List<ApiRoute> of(
            Services services, MetadataStore metadata, Repositories repositories, Json json) {
        TrustEndpoints trust = new TrustEndpoints(services, metadata, repositories, json);
        ImportEndpoint imports = new ImportEndpoint(services, repositories, json);
        WatchEndpoints watch = new WatchEndpoints(services, repositories, json);
        SimulateEndpoint simulate = new SimulateEndpoint(services, repositories, json);
        SignerEndpoints signers = new SignerEndpoints(services.signers(), repositories, json);
        KeyEndpoints keys = new KeyEndpoints(services.own().keys(), repositories, json);
        return List.of(
                new ApiRoute(GET, TRUST + "keys", Access.read(), keys::list),
                new ApiRoute(POST, TRUST + "keys/rotate", Access.admin(), keys::rotate),
                new ApiRoute(GET, TRUST + "explain", Access.read(), trust::explain),
                new ApiRoute(POST, TRUST + "simulate", Access.admin(), simulate::simulate),
                new ApiRoute(POST, NAME + "claim", Access.admin(), trust::claim),
                new ApiRoute(POST, NAME + "forget", Access.admin(), trust::forget),
                new ApiRoute(POST, NAME + "release", Access.admin(), trust::release),
                new ApiRoute(GET, NAME + "signers", Access.read(), signers::list),
                new ApiRoute(POST, NAME + "signers", Access.admin(), signers::accept),
                new ApiRoute(GET, TRUST + "provenance", Access.read(), trust::provenance),
                new ApiRoute(POST, TRUST + "provenance", Access.admin(), imports::take),
                new ApiRoute(GET, TRUST + "shared", Access.read(), watch::shared),
                new ApiRoute(GET, TRUST + "canaries", Access.read(), watch::canaries));
    }
}
