package dev.gatehouse.server.crash;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** The server as npm's clients see it. Thread-safe. */
final class Registry implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final JsonMapper json = new JsonMapper();
    private final URI url;

    Registry(URI url) {
        this.url = url;
    }

    /** An answer that has come whole. */
    // Answers are looked at and never compared, so an array does no harm.
    @SuppressWarnings("ArrayRecordComponent")
    record Answer(int status, byte[] body) {
        boolean isOk() {
            return status / 100 == 2;
        }

        String text() {
            return status + " " + new String(body, StandardCharsets.UTF_8);
        }
    }

    /** The tarball, or why there is none. */
    Answer tarball(Ware ware) throws IOException, InterruptedException {
        return send(request(ware.path()).GET());
    }

    /** The packument as everybody sees it; empty when it is refused or unknown. */
    Optional<JsonNode> packument(String name) throws IOException, InterruptedException {
        return document(request(name).GET());
    }

    /** What is published here of the name, whatever upstreams have. */
    Optional<JsonNode> local(String name) throws IOException, InterruptedException {
        return document(request(name + "?write=true").header("npm-command", "publish").GET());
    }

    private Optional<JsonNode> document(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        Answer answer = send(request);
        return answer.isOk() ? Optional.of(json.readTree(answer.body())) : Optional.empty();
    }

    Answer publish(Ware ware, String publication) throws IOException, InterruptedException {
        return send(
                request(ware.name())
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(publication)));
    }

    /** Deletes the package with all its versions. */
    Answer unpublish(Ware ware, String revision) throws IOException, InterruptedException {
        return send(request(ware.name() + "/-rev/" + revision).DELETE());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path))
                .timeout(LONGEST)
                .header("Authorization", "Bearer " + ServerProcess.TOKEN);
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
        return new Answer(answer.statusCode(), answer.body());
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
