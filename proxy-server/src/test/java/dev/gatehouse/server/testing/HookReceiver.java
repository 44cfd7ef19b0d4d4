package dev.gatehouse.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A receiver of webhooks on loopback, which checks what it gets as its guide page says. */
public final class HookReceiver implements AutoCloseable {
    /** What deliveries are signed with. */
    public static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final JsonMapper JSON = new JsonMapper();

    private final AtomicInteger status = new AtomicInteger(204);
    private ScriptedUpstream server = ScriptedUpstream.answering(_ -> Script.status(status.get()));

    /** One delivery whose signature is right. */
    public record Delivery(String id, JsonNode body) {}

    /** The lines of the configuration that name it as the webhook {@code security}. */
    public String hook(String... events) {
        return """
        webhooks:
          - name: security
            url: %s
            secret: %s
            events: [%s]
        """
                .formatted(url(), SECRET, String.join(", ", events));
    }

    public URI url() {
        return server.url("/hooks/T0-hidden?from=gatehouse");
    }

    /** Answers with that status from now on. */
    public void answer(int next) {
        status.set(next);
    }

    /** Is not there until {@link #comeBack}. */
    public void goAway() {
        server.close();
    }

    /** Is at the same place again, and has forgotten everything. */
    public void comeBack() {
        server = server.reopened();
    }

    /** All deliveries so far, as soon as there are so many; each was checked. */
    public List<Delivery> await(int count) throws InterruptedException {
        assertThat(server.awaitRequests(count, LIMIT)).as("%s deliveries", count).isTrue();
        return deliveries();
    }

    /** All deliveries so far; each was checked. */
    public List<Delivery> deliveries() {
        return server.requests().stream().map(HookReceiver::checked).toList();
    }

    private static Delivery checked(RecordedRequest request) {
        String id = request.header("webhook-id").orElseThrow();
        String timestamp = request.header("webhook-timestamp").orElseThrow();
        String body = new String(request.body(), StandardCharsets.UTF_8);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/hooks/T0-hidden?from=gatehouse");
        assertThat(request.header("content-type").orElse("")).startsWith("application/json");
        assertThat(request.header("user-agent").orElse("")).startsWith("Gatehouse/");
        assertThat(request.header("webhook-signature"))
                .contains("v1," + hmac(id + "." + timestamp + "." + body));
        JsonNode told = JSON.readTree(body);
        assertThat(told.path("id").asString("")).isEqualTo(id);
        return new Delivery(id, told);
    }

    private static String hmac(String text) {
        try {
            byte[] key = Base64.getDecoder().decode(SECRET.substring("whsec_".length()));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
