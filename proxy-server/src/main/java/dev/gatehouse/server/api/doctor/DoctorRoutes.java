package dev.gatehouse.server.api.doctor;

import static dev.gatehouse.core.http.Method.GET;

import dev.gatehouse.core.proxy.Catalogue;
import dev.gatehouse.core.proxy.Services;
import dev.gatehouse.server.api.call.Access;
import dev.gatehouse.server.api.call.ApiRoute;
import dev.gatehouse.server.api.call.Json;

import java.time.InstantSource;
import java.util.List;

/** The routes that look for what is wrong. */
public final class DoctorRoutes {
    private DoctorRoutes() {}

    /** All of them. */
    public static List<ApiRoute> of(
            Catalogue catalogue,
            Services services,
            HostFacts host,
            InstantSource clock,
            Json json) {
        DoctorEndpoint doctor = new DoctorEndpoint(catalogue, services, host, clock, json);
        return List.of(new ApiRoute(GET, "doctor", Access.operator(), doctor::examine));
    }
}
