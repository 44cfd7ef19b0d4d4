package dev.gatehouse.server.api.packages;

import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.Hold;
import dev.gatehouse.core.model.ItemState;
import dev.gatehouse.core.proxy.ItemService;
import dev.gatehouse.core.proxy.StoredPackages.Stored;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.ApiException;
import dev.gatehouse.server.api.call.BodyFields;
import dev.gatehouse.server.api.call.Json;

import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What is laid upon packages. Thread-safe. */
final class StateEndpoints {
    private final ItemService items;
    private final PackageFinder finder;
    private final ListEndpoints list;
    private final Json json;
    private final InstantSource clock;

    StateEndpoints(
            ItemService items,
            PackageFinder finder,
            ListEndpoints list,
            Json json,
            InstantSource clock) {
        this.items = items;
        this.finder = finder;
        this.list = list;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Without a body it holds the package back; {@code restore} or {@code release} sets it free.
     */
    Response quarantine(ApiCall call) throws IOException, InterruptedException {
        BodyFields fields = json.bodyIfAny(call.request());
        boolean free = fields.truth("restore").orElse(false);
        free |= fields.truth("release").orElse(false);
        String reason = fields.optional("reason").orElse("");
        fields.endObject();
        PackageFinder.Place place = finder.item(call);
        if (free) {
            requireByHand(items.free(place.mount(), place.item(), call.by()));
        } else {
            items.hold(place.mount(), place.item(), call.by(), reason);
        }
        Optional<Stored> now = finder.at(place);
        return now.isPresent() ? list.answer(call, 200, now.get()) : gone(call);
    }

    /** What a policy holds back, only a change of the policy or an exemption sets free. */
    private static void requireByHand(ItemState now) {
        now.hold()
                .flatMap(Hold::policy)
                .ifPresent(
                        cause -> {
                            throw ApiException.conflict(
                                    "%s is held by the policy %s, which a release does not end: see gatehouse policy exempt"
                                            .formatted(now.item(), cause.name()));
                        });
    }

    private Response gone(ApiCall call) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("slug", call.variable("identifier"));
        shape.put("slug_perm", call.variable("identifier"));
        return json.answer(200, shape);
    }

    Response tag(ApiCall call) throws IOException, InterruptedException {
        TagEdit edit = TagEdit.read(json.body(call.request()), clock.instant());
        Stored stored = finder.find(call);
        items.tag(stored.mount(), stored.item(), call.by(), edit);
        return list.answer(call, 200, finder.find(call));
    }
}
