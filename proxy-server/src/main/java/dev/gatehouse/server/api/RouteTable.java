package dev.gatehouse.server.api;

import dev.gatehouse.server.api.advisories.AdvisoryRoutes;
import dev.gatehouse.server.api.audit.AuditRoutes;
import dev.gatehouse.server.api.call.ApiRoute;
import dev.gatehouse.server.api.call.Json;
import dev.gatehouse.server.api.call.Repositories;
import dev.gatehouse.server.api.doctor.DoctorRoutes;
import dev.gatehouse.server.api.openapi.OpenApiRoutes;
import dev.gatehouse.server.api.operation.OperationRoutes;
import dev.gatehouse.server.api.packages.PackageRoutes;
import dev.gatehouse.server.api.policies.PolicyRoutes;
import dev.gatehouse.server.api.repos.RepositoryRoutes;
import dev.gatehouse.server.api.tokens.TokenRoutes;
import dev.gatehouse.server.api.trust.TrustRoutes;
import dev.gatehouse.server.api.upload.FileRoutes;
import dev.gatehouse.server.api.webhooks.WebhookRoutes;

import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** Every route of the management API, with who may call it; one list for each room. */
final class RouteTable {
    private RouteTable() {}

    static List<ApiRoute> management(ApiContext context, Json json, InstantSource clock) {
        Repositories repositories = new Repositories(context.workspace(), context.catalogue());
        return Stream.of(
                        TrustRoutes.of(context.services(), context.metadata(), repositories, json),
                        AuditRoutes.of(
                                context.metadata().audit(),
                                context.feed(),
                                context.authentication(),
                                repositories,
                                json),
                        PackageRoutes.of(
                                context.services(), context.uploads(), repositories, json, clock),
                        FileRoutes.of(context.uploads(), repositories, json),
                        RepositoryRoutes.of(
                                context.repositories(), repositories, context.services(), json),
                        OperationRoutes.of(
                                context.version(), context.reloading(), context.upkeep(), json),
                        DoctorRoutes.of(
                                context.catalogue(),
                                context.services(),
                                context.host(),
                                clock,
                                json),
                        PolicyRoutes.of(
                                context.policies(),
                                new PolicyRoutes.Around(
                                        context.metadata().policies(),
                                        context.catalogue(),
                                        context.services().packages().stored()),
                                repositories,
                                json),
                        AdvisoryRoutes.of(context.advisories(), json),
                        WebhookRoutes.of(context.webhooks(), json),
                        TokenRoutes.of(context.tokens(), context.accounts(), json),
                        OpenApiRoutes.of(context.version()))
                .flatMap(List::stream)
                .toList();
    }
}
