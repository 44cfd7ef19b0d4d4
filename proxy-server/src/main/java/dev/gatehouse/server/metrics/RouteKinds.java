package dev.gatehouse.server.metrics;

import dev.gatehouse.core.format.Route;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.proxy.Mount;
import dev.gatehouse.core.proxy.MountFinder;
import dev.gatehouse.core.proxy.MountFinder.Located;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.http.VitalPaths;

import java.util.Optional;

/**
 * Sorts requests into the few kinds that metrics and traces are kept by. Thread-safe, never blocks.
 */
public final class RouteKinds {
    private final MountFinder finder;

    public RouteKinds(MountFinder finder) {
        this.finder = finder;
    }

    /** The kind of a request, such as {@code npm-index}. */
    public String of(RequestHead head) {
        if (VitalPaths.include(head.target())) {
            return "operation";
        }
        Optional<Located> located = finder.find(head);
        if (located.isPresent()) {
            return ofMount(located.get().mount(), located.get().head());
        }
        return ApiCall.isAt(head.target()) ? "api" : "other";
    }

    private static String ofMount(Mount<?, ?> mount, RequestHead head) {
        String kind =
                switch (mount.format().route(head)) {
                    case Route.Index _ -> "index";
                    case Route.File _ -> "file";
                    case Route.Checksum _ -> "checksum";
                    case Route.Names _ -> "names";
                    case Route.Publish _ -> "publish";
                    case Route.Search _ -> "search";
                    case Route.Gather _ -> "gather";
                    case Route.Direct _ -> "direct";
                    case Route.Account _ -> "account";
                    case Route.Invalid _, Route.Unknown _ -> "unknown";
                };
        return mount.format().id() + "-" + kind;
    }
}
