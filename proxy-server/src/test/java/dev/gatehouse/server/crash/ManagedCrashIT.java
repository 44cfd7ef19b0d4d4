package dev.gatehouse.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What was answered survives the end of the process right after the answer. */
class ManagedCrashIT {
    private static final int LIVES = 3;

    @TempDir private Path directory = Path.of("");

    @Test
    void aChangeThatWasAnsweredIsThereAfterAKill() throws Exception {
        Path config =
                Files.writeString(
                        directory.resolve("gatehouse.yaml"),
                        "server: {listen: \"127.0.0.1:0\"}\nstorage: {directory: data}\n");
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int life = 1; life <= LIVES; life++) {
                live(config, client, life);
            }
        }
    }

    /** Looks for what the lives before have made, makes something, and is killed. */
    private static void live(Path config, HttpClient client, int life) throws Exception {
        try (ServerProcess server = ServerProcess.start(config)) {
            URI api = server.url().resolve("/api/repos/main/");
            String before = send(client, "GET", api, "");
            for (int earlier = 1; earlier < life; earlier++) {
                assertThat(before).contains("\"slug\":\"made-in-life-" + earlier + "\"");
            }
            send(client, "POST", api, "{\"name\":\"made-in-life-" + life + "\"}");
        }
    }

    private static String send(HttpClient client, String method, URI url, String body)
            throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.send(
                        HttpRequest.newBuilder(url)
                                .timeout(Duration.ofSeconds(60))
                                .header("X-Api-Key", ServerProcess.TOKEN)
                                .method(method, BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
        return answer.body();
    }
}
