package dev.gatehouse.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.HookReceiver;
import dev.gatehouse.server.testing.HookReceiver.Delivery;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What is to be told survives the end of the process right after the answer. */
class WebhookCrashIT {
    private static final int LIVES = 3;

    @TempDir private Path directory = Path.of("");

    @Test
    void whatWasAnsweredBeforeAKillIsToldAfterIt() throws Exception {
        try (HookReceiver receiver = new HookReceiver();
                HttpClient client = HttpClient.newHttpClient()) {
            Path config = config(receiver);
            receiver.goAway();
            for (int life = 1; life <= LIVES; life++) {
                try (ServerProcess server = ServerProcess.start(config)) {
                    change(client, server.url().resolve("/api/"), life);
                }
            }
            receiver.comeBack();

            try (ServerProcess server = ServerProcess.start(config)) {
                assertThat(server.url()).isNotNull();
                List<Delivery> told = receiver.await(LIVES);
                assertThat(told.stream().map(d -> d.body().path("source").asString("")).distinct())
                        .containsExactlyInAnyOrder("u1", "u2", "u3");
            }
        }
    }

    private Path config(HookReceiver receiver) throws Exception {
        return Files.writeString(
                directory.resolve("gatehouse.yaml"),
                "server: {listen: \"127.0.0.1:0\"}\nstorage: {directory: data}\n"
                        + receiver.hook("trust-change"));
    }

    /** Adds an upstream, which a webhook is told, and makes its repository before. */
    private static void change(HttpClient client, URI api, int life) throws Exception {
        if (life == 1) {
            post(client, api.resolve("repos/main/"), "{\"name\":\"main\"}");
        }
        post(
                client,
                api.resolve("repos/main/main/upstream/npm/"),
                "{\"name\":\"u%d\",\"upstream_url\":\"http://127.0.0.1:1/u%d/\"}"
                        .formatted(life, life));
    }

    private static void post(HttpClient client, URI url, String body) throws Exception {
        var answer =
                client.send(
                        HttpRequest.newBuilder(url)
                                .timeout(Duration.ofSeconds(60))
                                .header("X-Api-Key", ServerProcess.TOKEN)
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    }
}
