package dev.gatehouse.server.api;

import dev.gatehouse.core.http.BadRequestException;
import dev.gatehouse.core.http.Handler;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.proxy.Journal;
import dev.gatehouse.server.access.Authentication;
import dev.gatehouse.server.access.Loopback;
import dev.gatehouse.server.api.call.Access;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.ApiException;
import dev.gatehouse.server.api.call.ApiRoute;
import dev.gatehouse.server.api.call.Json;
import dev.gatehouse.server.api.operation.OperationRoutes;
import dev.gatehouse.server.api.operation.Readiness;
import dev.gatehouse.server.metrics.Metrics;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Answers {@code /api/…} (the same as {@code /api/v1/…}), {@code /-/health/…} and {@code
 * /-/metrics}, with and without a last slash. Stands behind authentication. Thread-safe.
 */
public final class ApiHandler implements Handler {
    private static final int DENIED = 403;
    private final Json json = new Json();
    private final Journal journal;
    private final List<ApiRoute> management;
    private final List<ApiRoute> operations;

    /** A handler over these. */
    public ApiHandler(
            ApiContext context, Readiness readiness, Metrics metrics, InstantSource clock) {
        this.journal = context.services().journal();
        this.management = RouteTable.management(context, json, clock);
        this.operations = OperationRoutes.of(readiness, metrics, clock);
    }

    List<ApiRoute> management() {
        return management;
    }

    List<ApiRoute> operations() {
        return operations;
    }

    @Override
    public Response handle(Request request) throws IOException, InterruptedException {
        try {
            return answer(request);
        } catch (ApiException e) {
            if (e.status() == DENIED) {
                tell(request);
            }
            return json.error(e);
        } catch (BadRequestException e) {
            return json.error(400, String.valueOf(e.getMessage()), Map.of());
        }
    }

    private Response answer(Request request) throws IOException, InterruptedException {
        List<String> path = request.head().target().segments();
        if (path.isEmpty()) {
            return json.error(
                    404, "There is nothing at the root: see /{repository}/npm/.", Map.of());
        }
        boolean api = path.getFirst().equals("api");
        boolean versioned = api && path.size() > 1 && path.get(1).equals("v1");
        List<String> below = path.subList(versioned ? 2 : 1, path.size());
        List<ApiRoute> matching =
                (api ? management : operations)
                        .stream().filter(r -> r.match(below).isPresent()).toList();
        Optional<ApiRoute> route =
                matching.stream().filter(r -> r.answers(request.head().method())).findFirst();
        if (route.isEmpty()) {
            return nothing(request, api, matching);
        }
        Map<String, String> variables = route.get().match(below).orElseThrow();
        return guarded(route.get(), new ApiCall(request, variables));
    }

    /** Nobody learns without a token which paths there are. */
    private Response nothing(Request request, boolean api, List<ApiRoute> matching) {
        if (api && request.principal().isAnonymous()) {
            return needsToken();
        }
        if (matching.isEmpty()) {
            return json.error(404, "There is nothing at this path.", Map.of());
        }
        String allowed =
                matching.stream().map(r -> r.method().name()).collect(Collectors.joining(", "));
        return json.error(405, "The methods here are " + allowed + ".", Map.of())
                .with("allow", allowed);
    }

    private Response guarded(ApiRoute route, ApiCall call)
            throws IOException, InterruptedException {
        Request request = call.request();
        Access.Answer answer =
                route.access()
                        .judge(
                                request.principal(),
                                Loopback.sent(request.head()),
                                call.variable("repository"));
        return switch (answer) {
            case Access.Answer.Granted _ -> route.endpoint().answer(call);
            case Access.Answer.NeedsToken _ -> needsToken();
            case Access.Answer.Denied(String reason) -> throw ApiException.denied(reason);
        };
    }

    private void tell(Request request) {
        journal.denied(
                new Journal.Denied(
                        "",
                        request.principal().name(),
                        request.head().remote(),
                        "the role does not suffice for the management API"));
    }

    private static Response needsToken() {
        return Authentication.unauthorized("this needs a token");
    }
}
