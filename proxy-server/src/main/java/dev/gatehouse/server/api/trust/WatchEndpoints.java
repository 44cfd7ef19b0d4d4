package dev.gatehouse.server.api.trust;

import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.proxy.Mount;
import dev.gatehouse.core.proxy.Services;
import dev.gatehouse.core.proxy.SharedNames;
import dev.gatehouse.core.upstream.Upstream;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.Json;
import dev.gatehouse.server.api.call.Repositories;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an operator watches: shared names and canaries. Thread-safe. */
final class WatchEndpoints {
    private final Services services;
    private final Repositories repositories;
    private final Json json;

    WatchEndpoints(Services services, Repositories repositories, Json json) {
        this.services = services;
        this.repositories = repositories;
        this.json = json;
    }

    /** Where to go on: a format, and a name in it. */
    private record From(String format, String name) {
        /** A cursor is {@code npm:acme-ui}; a name alone goes with the first format of the list. */
        static Optional<From> of(ApiCall call, List<Mount<?, ?>> mounts) {
            Optional<String> cursor = call.parameter("cursor");
            for (Mount<?, ?> mount : mounts) {
                String id = mount.format().id().value();
                Optional<From> found =
                        cursor.filter(c -> c.startsWith(id + ":"))
                                .map(c -> new From(id, c.substring(id.length() + 1)));
                if (found.isPresent()) {
                    return found;
                }
            }
            return cursor.map(c -> new From(mounts.getFirst().format().id().value(), c));
        }

        boolean isAfter(Mount<?, ?> mount) {
            return mount.format().id().value().compareTo(format) < 0;
        }

        Optional<PackageName> name(Mount<?, ?> mount) {
            return mount.format().id().value().equals(format)
                    ? Optional.of(Repositories.name(mount, name))
                    : Optional.empty();
        }
    }

    /** Local names that an untrusted upstream may speak for too, because it has supplied them. */
    Response shared(ApiCall call) throws IOException {
        List<Mount<?, ?>> mounts = repositories.chosen(call);
        Optional<From> from = From.of(call, mounts);
        List<Map<String, Object>> results = new ArrayList<>();
        for (Mount<?, ?> mount : mounts) {
            if (from.isPresent() && from.get().isAfter(mount)) {
                continue;
            }
            SharedNames.Page page =
                    services.shared()
                            .page(
                                    mount,
                                    from.flatMap(f -> f.name(mount)),
                                    call.limit() - results.size());
            page.names().forEach(n -> results.add(shape(n)));
            if (page.next().isPresent()) {
                return json.page(results, mount.format().id() + ":" + page.next().get());
            }
        }
        return json.page(results, null);
    }

    private static Map<String, Object> shape(SharedNames.SharedName shared) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("format", shared.name().format().value());
        shape.put("package", shared.name().value());
        shape.put("local", shared.local());
        shape.put("upstreams", shared.sharers());
        return shape;
    }

    /** The canaries of all upstreams, asked now if the last time is more than some seconds ago. */
    Response canaries(ApiCall call) throws InterruptedException {
        List<Map<String, @Nullable Object>> results = new ArrayList<>();
        for (Mount<?, ?> mount : repositories.chosen(call)) {
            for (Upstream upstream : mount.settings().upstreams()) {
                Optional<Map<String, @Nullable Object>> canary =
                        upstream.isAsked()
                                ? services.canaries()
                                        .look(mount, upstream)
                                        .map(Explanations::canary)
                                : Optional.empty();
                canary.ifPresent(
                        c -> {
                            Map<String, @Nullable Object> shape = new LinkedHashMap<>();
                            shape.put("format", mount.format().id().value());
                            shape.put("upstream", upstream.name());
                            shape.putAll(c);
                            results.add(shape);
                        });
            }
        }
        return json.page(results, null);
    }
}
