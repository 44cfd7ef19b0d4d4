package dev.gatehouse.server.api.webhooks;

import dev.gatehouse.config.RepositoryName;
import dev.gatehouse.config.WebhookConfig;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.store.StoredDelivery;
import dev.gatehouse.core.store.StoredHook;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.ApiException;
import dev.gatehouse.server.api.call.BodyFields;
import dev.gatehouse.server.api.call.Json;
import dev.gatehouse.server.webhook.Webhooks;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How it stands with webhooks, a test of one, and its dead letters. Never a secret or a URL. */
final class WebhookEndpoints {
    private final Webhooks webhooks;
    private final Json json;

    WebhookEndpoints(Webhooks webhooks, Json json) {
        this.webhooks = webhooks;
        this.json = json;
    }

    Response list(ApiCall call) throws IOException {
        return json.page(webhooks.list().stream().map(WebhookEndpoints::shape).toList(), null);
    }

    /** Sends a test delivery now; whether it was taken is in the answer. */
    Response test(ApiCall call) throws IOException, InterruptedException {
        WebhookConfig hook = find(call);
        json.bodyIfAny(call.request()).end();
        Webhooks.Tested tested = webhooks.test(hook, call.by());
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("webhook", hook.name());
        shape.put("id", tested.id());
        shape.put("delivered", tested.taken());
        shape.put("detail", tested.text());
        return json.answer(200, shape);
    }

    /** Deliveries that were given up, the oldest first. */
    Response dead(ApiCall call) throws IOException {
        List<StoredDelivery> letters =
                webhooks.dead(find(call), call.parameter("cursor"), call.limit() + 1);
        List<StoredDelivery> page = letters.stream().limit(call.limit()).toList();
        @Nullable String next = letters.size() > page.size() ? page.getLast().id() : null;
        return json.page(page.stream().map(WebhookEndpoints::shape).toList(), next);
    }

    /** Sends dead letters again: the one with that {@code id}, or without one all. */
    Response redeliver(ApiCall call) throws IOException {
        return cleared(call, webhooks::redeliver);
    }

    /** Forgets dead letters; as {@link #redeliver}. */
    Response drop(ApiCall call) throws IOException {
        return cleared(call, webhooks::drop);
    }

    private interface Clearing {
        int run(WebhookConfig hook, Optional<String> id, String actor) throws IOException;
    }

    private Response cleared(ApiCall call, Clearing clearing) throws IOException {
        WebhookConfig hook = find(call);
        BodyFields fields = json.bodyIfAny(call.request());
        Optional<String> id = fields.optional("id");
        fields.end();
        int count = clearing.run(hook, id, call.by());
        if (id.isPresent() && count == 0) {
            throw ApiException.missing(
                    "Webhook " + hook.name() + " has no dead letter " + id.get() + ".");
        }
        return json.answer(200, Map.of("webhook", hook.name(), "count", count));
    }

    private WebhookConfig find(ApiCall call) {
        String name = call.variable("webhook");
        return webhooks.find(name)
                .orElseThrow(() -> ApiException.missing("There is no webhook " + name + "."));
    }

    private static Map<String, @Nullable Object> shape(Webhooks.Listed listed) {
        WebhookConfig hook = listed.hook();
        StoredHook state = listed.state().hook();
        Map<String, @Nullable Object> shape = new LinkedHashMap<>();
        shape.put("name", hook.name());
        shape.put("origin", hook.origin());
        shape.put("events", hook.events().stream().sorted().map(WebhookEndpoints::word).toList());
        shape.put(
                "repositories",
                hook.repositories().stream().map(RepositoryName::value).sorted().toList());
        shape.put("state", state(state));
        shape.put("last_success_at", text(state.succeededAt()));
        shape.put("failing_since", text(state.failingSince()));
        shape.put("pending", listed.state().pending());
        shape.put("dead", listed.state().dead());
        shape.put("dropped", state.dropped());
        return shape;
    }

    private static String state(StoredHook hook) {
        if (hook.goneAt().isPresent()) {
            return "gone";
        }
        return hook.failingSince().isPresent() ? "failing" : "ok";
    }

    private static Map<String, @Nullable Object> shape(StoredDelivery letter) {
        Map<String, @Nullable Object> shape = new LinkedHashMap<>();
        shape.put("id", letter.id());
        shape.put("event", letter.event());
        shape.put("created_at", letter.createdAt().toString());
        shape.put("attempts", letter.attempts());
        shape.put("given_up_at", letter.nextAt().toString());
        shape.put("trouble", letter.trouble().orElse(null));
        shape.put("body", letter.body());
        return shape;
    }

    private static @Nullable String text(Optional<Instant> at) {
        return at.map(Instant::toString).orElse(null);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
