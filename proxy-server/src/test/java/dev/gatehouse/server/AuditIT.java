package dev.gatehouse.server;

import static dev.gatehouse.server.testing.RunningGate.TOKEN;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.RunningGate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The audit log over the wire. */
final class AuditIT {
    private static final JsonMapper JSON = new JsonMapper();

    private RunningGate gate;
    private HttpClient client;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
        gate = RunningGate.start(directory, "  main:\n    npm: {}\n", InstantSource.system());
    }

    @AfterEach
    void stop() throws Exception {
        client.shutdownNow();
        gate.close();
    }

    private URI at(String path) {
        return gate.registry("main").resolve("/api/" + path);
    }

    private JsonNode get(String path) throws Exception {
        var answer = gate.get(at(path), "Authorization", "Bearer " + TOKEN);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private void makeToken(String name) throws Exception {
        var answer =
                gate.send(
                        "POST",
                        at("tokens/"),
                        "{\"name\":\"%s\",\"role\":\"read\"}".formatted(name),
                        "Authorization",
                        "Bearer " + TOKEN);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private HttpResponse<InputStream> stream(String path, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(at(path)).header("Authorization", "Bearer " + TOKEN);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private static BufferedReader lines(HttpResponse<InputStream> answer) {
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    /** Waits for the next event of a feed. */
    private static JsonNode event(BufferedReader feed) throws Exception {
        String line = feed.readLine();
        while (line != null && !line.startsWith("data: ")) {
            line = feed.readLine();
        }
        assertThat(line).as("the feed goes on").isNotNull();
        return JSON.readTree(line.substring("data: ".length()));
    }

    @Test
    void theLogIsWholeAndExportedWithItsChain() throws Exception {
        for (int i = 0; i < 450; i++) {
            makeToken("t" + i);
        }

        JsonNode verified = get("audit/verify/");
        List<JsonNode> exported = new ArrayList<>();
        try (BufferedReader reader = lines(stream("audit/export/"))) {
            reader.lines().forEach(line -> exported.add(JSON.readTree(line)));
        }

        assertThat(verified.path("whole").asBoolean()).isTrue();
        assertThat(exported).hasSize(verified.path("entries").asInt()).hasSizeGreaterThan(449);
        for (int i = 1; i < exported.size(); i++) {
            assertThat(exported.get(i).path("previous"))
                    .isEqualTo(exported.get(i - 1).path("hash"));
        }
        assertThat(exported.getLast().path("hash")).isEqualTo(verified.path("hash"));
    }

    @Test
    void eventsAreFilteredBySubjectActorAndTime() throws Exception {
        makeToken("one");
        String since = InstantSource.system().instant().toString();
        makeToken("two");

        JsonNode one = get("trust/main/main/audit/?subject=token:one&actor=admin");
        JsonNode later = get("trust/main/main/audit/?since=" + since);
        JsonNode before = get("trust/main/main/audit/?kind=token&until=" + since);
        int wrong =
                gate.get(
                                at("trust/main/main/audit/?since=yesterday"),
                                "Authorization",
                                "Bearer " + TOKEN)
                        .statusCode();

        assertThat(one.path("results").size()).isEqualTo(1);
        assertThat(later.path("results").findValuesAsString("subject"))
                .containsExactly("token:two");
        assertThat(before.path("results").findValuesAsString("subject"))
                .containsExactly("token:one");
        assertThat(wrong).isEqualTo(400);
    }

    @Test
    void theFeedTellsEventsAsTheyComeAndGoesOnWhereAListenerWas() throws Exception {
        HttpResponse<InputStream> answer = stream("trust/main/main/audit/live/?kind=token");
        try (BufferedReader feed = lines(answer)) {
            assertThat(feed.readLine()).startsWith(":");
            makeToken("one");
            JsonNode one = event(feed);
            makeToken("two");
            makeToken("three");

            assertThat(answer.headers().firstValue("content-type")).contains("text/event-stream");
            assertThat(one.path("subject").asString()).isEqualTo("token:one");
            assertThat(event(feed).path("subject").asString()).isEqualTo("token:two");
            try (BufferedReader again =
                    lines(
                            stream(
                                    "trust/main/main/audit/live/",
                                    "Last-Event-ID",
                                    Long.toString(one.path("position").asLong())))) {
                assertThat(event(again).path("subject").asString()).isEqualTo("token:two");
            }
        }
    }

    @Test
    void listenersAreBoundedHoldUpNobodyAndEndWithTheServer() throws Exception {
        List<BufferedReader> feeds = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            BufferedReader feed = lines(stream("trust/main/main/audit/live/"));
            assertThat(feed.readLine()).startsWith(":");
            feeds.add(feed);
        }

        HttpResponse<InputStream> tooMany = stream("trust/main/main/audit/live/");
        makeToken("meanwhile");
        gate.restart();

        assertThat(tooMany.statusCode()).isEqualTo(429);
        for (BufferedReader feed : feeds) {
            assertThat(feed.lines()).isNotNull();
            feed.close();
        }
        assertThat(get("audit/verify/").path("whole").asBoolean()).isTrue();
    }
}
