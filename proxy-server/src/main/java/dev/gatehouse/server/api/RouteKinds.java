package dev.gatehouse.server.api;

import dev.gatehouse.core.format.Route;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.proxy.Catalogue;
import dev.gatehouse.core.proxy.Mount;

import java.util.List;
import java.util.Optional;

/** Sorts requests into the few kinds that metrics are kept by. Thread-safe, never blocks. */
final class RouteKinds {
    private final Catalogue catalogue;

    RouteKinds(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The kind of a request, such as {@code npm-index}. */
    String of(RequestHead head) {
        List<String> segments = head.target().segments();
        if (segments.isEmpty()) {
            return "other";
        }
        return switch (segments.getFirst()) {
            case "api" -> "api";
            case "-" -> "operation";
            default -> mount(segments).map(m -> ofMount(m, head)).orElse("other");
        };
    }

    private Optional<Mount<?, ?>> mount(List<String> segments) {
        if (segments.size() < 2 || !segments.get(1).matches("[a-z]{1,16}")) {
            return Optional.empty();
        }
        return catalogue.find(new Catalogue.Place(segments.get(0), new FormatId(segments.get(1))));
    }

    private static String ofMount(Mount<?, ?> mount, RequestHead head) {
        RequestHead below = head.at(head.target().below(2), head.publicBase());
        String kind =
                switch (mount.format().route(below)) {
                    case Route.Index _ -> "index";
                    case Route.File _ -> "file";
                    case Route.Checksum _ -> "checksum";
                    case Route.Names _ -> "names";
                    case Route.Publish _ -> "publish";
                    case Route.Search _ -> "search";
                    case Route.Gather _ -> "gather";
                    case Route.Direct _ -> "direct";
                    case Route.Invalid _, Route.Unknown _ -> "unknown";
                };
        return mount.format().id() + "-" + kind;
    }
}
