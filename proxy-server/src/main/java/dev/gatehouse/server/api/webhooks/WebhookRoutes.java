package dev.gatehouse.server.api.webhooks;

import static dev.gatehouse.core.http.Method.GET;
import static dev.gatehouse.core.http.Method.POST;

import dev.gatehouse.server.api.call.Access;
import dev.gatehouse.server.api.call.ApiRoute;
import dev.gatehouse.server.api.call.Json;
import dev.gatehouse.server.webhook.Webhooks;

import java.util.List;

/** The routes about webhooks; what they are is in the configuration file only. */
public final class WebhookRoutes {
    private static final String ONE = "webhooks/{webhook}";

    private WebhookRoutes() {}

    /** All of them. */
    public static List<ApiRoute> of(Webhooks webhooks, Json json) {
        WebhookEndpoints endpoints = new WebhookEndpoints(webhooks, json);
        return List.of(
                new ApiRoute(GET, "webhooks", Access.operator(), endpoints::list),
                new ApiRoute(POST, ONE + "/test", Access.operator(), endpoints::test),
                new ApiRoute(GET, ONE + "/dead", Access.operator(), endpoints::dead),
                new ApiRoute(POST, ONE + "/redeliver", Access.operator(), endpoints::redeliver),
                new ApiRoute(POST, ONE + "/drop", Access.operator(), endpoints::drop));
    }
}
