package dev.gatehouse.server.cli;

import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.Secret;
import dev.gatehouse.server.access.LocalTokenFile;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Calls the API of a running server. Redirects are not followed, so that the token goes nowhere
 * else.
 */
final class ServerClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final Duration SLOW = Duration.ofMinutes(5);
    private static final int PIECE = 64 << 10;
    private static final Duration UPKEEP = Duration.ofHours(24);

    private final JsonMapper json = new JsonMapper();
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final URI base;
    private final Secret token;
    private final Console console;

    private ServerClient(URI base, Secret token, Console console) {
        this.base = base;
        this.token = token;
        this.console = console;
    }

    /** The server that the environment names, else the one that the configuration describes. */
    static ServerClient of(Place place, GatehouseConfig config, Console console) {
        URI base =
                place.variable("GATEHOUSE_URL")
                        .map(ServerClient::url)
                        .orElseGet(() -> Settings.address(config, config.server().listen().port()));
        Secret token =
                place.variable("GATEHOUSE_TOKEN")
                        .map(Secret::new)
                        .or(() -> isHere(base) ? local(config) : Optional.empty())
                        .orElseThrow(
                                () ->
                                        new CommandException(
                                                CommandException.UNREACHABLE,
                                                "no server has been started here, and"
                                                        + " GATEHOUSE_TOKEN is not set: start"
                                                        + " `gatehouse serve`, or set GATEHOUSE_URL"
                                                        + " and GATEHOUSE_TOKEN"));
        return new ServerClient(base, token, console);
    }

    private static URI url(String text) {
        try {
            URI url = URI.create(text.endsWith("/") ? text : text + "/");
            if (url.getHost() != null && String.valueOf(url.getScheme()).matches("https?")) {
                return url;
            }
        } catch (IllegalArgumentException ignored) {
            // Told below, with what was expected.
        }
        throw new CommandException(
                CommandException.USAGE,
                "GATEHOUSE_URL: expected a URL such as http://localhost:4283/");
    }

    /** The token of this start must not be sent to another machine. */
    private static boolean isHere(URI base) {
        return base.getHost().matches("localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1\\]");
    }

    private static Optional<Secret> local(GatehouseConfig config) {
        try {
            return LocalTokenFile.in(config.storage().directory()).read();
        } catch (IOException e) {
            throw new CommandException(
                    CommandException.USAGE,
                    "the server's local token cannot be read (%s); run this as the user that runs the server, or set GATEHOUSE_TOKEN"
                            .formatted(e.getMessage()));
        }
    }

    JsonNode get(String path, Map<String, String> query) throws InterruptedException {
        return send(request(path + parameters(query)).GET().build());
    }

    private static String parameters(Map<String, String> query) {
        return query.entrySet().stream()
                .map(e -> e.getKey() + "=" + segment(e.getValue()))
                .collect(Collectors.joining("&", "?", ""));
    }

    /** The same where the server asks others before it answers. */
    JsonNode slowGet(String path, Map<String, String> query) throws InterruptedException {
        return send(request(path + parameters(query)).timeout(SLOW).GET().build());
    }

    /** Lines as they come, each with its line feed, however many. */
    void lines(String path, Consumer<String> use) throws InterruptedException {
        HttpRequest request = request(path).timeout(UPKEEP).GET().build();
        try {
            HttpResponse<InputStream> response =
                    http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (BufferedReader reader =
                    new BufferedReader(
                            new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                if (response.statusCode() != 200) {
                    throw new CommandException(
                            CommandException.NO, "status " + response.statusCode());
                }
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    use.accept(line + "\n");
                }
            }
        } catch (IOException e) {
            throw new CommandException(
                    CommandException.UNREACHABLE,
                    "%s broke off (%s)".formatted(base, e.getClass().getSimpleName()));
        }
    }

    /** Takes pieces of an answer; what goes wrong with that is a {@link CommandException}. */
    @FunctionalInterface
    interface Sink {
        void take(byte[] piece, int length);
    }

    /** What a POST gives, piece by piece, however big. */
    void download(String path, Sink sink) throws InterruptedException {
        HttpRequest request =
                request(path).timeout(UPKEEP).POST(HttpRequest.BodyPublishers.noBody()).build();
        try {
            HttpResponse<InputStream> response =
                    http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream content = response.body()) {
                if (response.statusCode() != 200) {
                    throw refused(response.statusCode(), json.readTree(content));
                }
                byte[] piece = new byte[PIECE];
                for (int read = content.read(piece); read >= 0; read = content.read(piece)) {
                    sink.take(piece, read);
                }
            }
        } catch (IOException e) {
            throw new CommandException(
                    CommandException.UNREACHABLE,
                    "%s broke off (%s)".formatted(base, e.getClass().getSimpleName()));
        }
    }

    JsonNode post(String path, Map<String, ?> body) throws InterruptedException {
        String text = json.writeValueAsString(body);
        return send(
                request(path)
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(text))
                        .build());
    }

    /** The same where the answer may take as long as the server's disk needs. */
    JsonNode longPost(String path, Map<String, Object> body) throws InterruptedException {
        return send(
                request(path)
                        .timeout(UPKEEP)
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)))
                        .build());
    }

    /** Sends a file, which takes as long as it takes. */
    JsonNode upload(String path, String type, Path file) throws InterruptedException {
        try {
            return send(
                    request(path)
                            .timeout(UPKEEP)
                            .header("content-type", type)
                            .POST(HttpRequest.BodyPublishers.ofFile(file))
                            .build());
        } catch (FileNotFoundException e) {
            throw new CommandException(CommandException.USAGE, file + " cannot be read");
        }
    }

    /** What takes as long as the server's disk needs. */
    JsonNode upkeep(String path) throws InterruptedException {
        return send(
                request(path).timeout(UPKEEP).POST(HttpRequest.BodyPublishers.noBody()).build());
    }

    JsonNode patch(String path, Map<String, Object> body) throws InterruptedException {
        String text = json.writeValueAsString(body);
        return send(
                request(path)
                        .header("content-type", "application/json")
                        .method("PATCH", HttpRequest.BodyPublishers.ofString(text))
                        .build());
    }

    JsonNode put(String path, Map<String, ?> body) throws InterruptedException {
        String text = json.writeValueAsString(body);
        return send(
                request(path)
                        .header("content-type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(text))
                        .build());
    }

    JsonNode delete(String path) throws InterruptedException {
        return send(request(path).DELETE().build());
    }

    /** Any text as one segment of a path, or one value of a query. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve("api/" + path))
                .timeout(ANSWER)
                .header("authorization", "Bearer " + token.value())
                .header("accept", "application/json");
    }

    private JsonNode send(HttpRequest request) throws InterruptedException {
        return console.during("waiting for " + base, () -> sent(request));
    }

    private JsonNode sent(HttpRequest request) throws InterruptedException {
        HttpResponse<byte[]> response;
        try {
            response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new CommandException(
                    CommandException.UNREACHABLE,
                    "no server answers at %s (%s); start it with `gatehouse serve`, or set GATEHOUSE_URL"
                            .formatted(base, e.getClass().getSimpleName()));
        }
        JsonNode body = body(response);
        if (response.statusCode() / 100 == 2) {
            return body;
        }
        throw refused(response.statusCode(), body);
    }

    private JsonNode body(HttpResponse<byte[]> response) {
        if (response.statusCode() == 204) {
            return json.createObjectNode();
        }
        try {
            return json.readTree(response.body());
        } catch (JacksonException e) {
            throw new CommandException(
                    CommandException.UNREACHABLE,
                    "%s answered %d without JSON: it does not seem to be a Gatehouse"
                            .formatted(base, response.statusCode()));
        }
    }

    private static CommandException refused(int status, JsonNode body) {
        StringBuilder message = new StringBuilder(body.path("detail").asString("status " + status));
        body.path("fields")
                .properties()
                .forEach(
                        field ->
                                field.getValue()
                                        .forEach(
                                                problem ->
                                                        message.append('\n')
                                                                .append(field.getKey())
                                                                .append(": ")
                                                                .append(problem.asString(""))));
        return new CommandException(
                status == 400 || status == 422 ? CommandException.USAGE : CommandException.NO,
                message.toString());
    }
}
