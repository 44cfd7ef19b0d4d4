package dev.gatehouse.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.load.ConfigLoader;
import dev.gatehouse.config.load.ConfigLocations;
import dev.gatehouse.config.load.LoadResult;
import dev.gatehouse.server.Gatehouse;
import dev.gatehouse.server.Wiring;
import dev.gatehouse.server.api.openapi.Documented;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The real server in this process, on a loopback port, and requests to it. Thread-safe. */
public final class RunningGate implements AutoCloseable {
    /** The first admin token. */
    public static final String TOKEN = "an-admin-token-for-tests-only";

    private final Path directory;
    private final Map<String, String> environment;
    private final InstantSource clock;
    private final String more;
    private final Optional<Certificate> tls;
    private final HttpClient client;
    private volatile String repositories;
    private volatile Gatehouse server;

    /** How it is started, besides its repositories: further lines, variables, TLS. */
    private record Manner(String more, Map<String, String> variables, Optional<Certificate> tls) {
        static Manner plain(String more) {
            return new Manner(more, Map.of(), Optional.empty());
        }
    }

    private RunningGate(Path directory, String repositories, Manner manner, InstantSource clock)
            throws IOException, InterruptedException {
        this.directory = directory;
        this.more = manner.more();
        this.tls = manner.tls();
        this.environment = new HashMap<>(manner.variables());
        this.environment.put("GATEHOUSE_ADMIN_TOKEN", TOKEN);
        this.clock = clock;
        this.client = client(tls);
        this.repositories = repositories;
        this.server = Wiring.start(config(0), () -> load(0), environment, clock);
    }

    /**
     * Starts one.
     *
     * @param directory where its data are, kept over restarts
     * @param repositories what stands below {@code repositories:}, as {@link #npm} writes it
     */
    public static RunningGate start(Path directory, String repositories, InstantSource clock)
            throws IOException, InterruptedException {
        return new RunningGate(directory, repositories, Manner.plain(""), clock);
    }

    /** Starts one that speaks TLS only, with this certificate. */
    public static RunningGate secure(
            Path directory, String repositories, InstantSource clock, Certificate certificate)
            throws IOException, InterruptedException {
        Manner manner = new Manner("", Map.of(), Optional.of(certificate));
        return new RunningGate(directory, repositories, manner, clock);
    }

    /** Starts one whose repositories are managed while it runs. */
    public static RunningGate managed(Path directory, InstantSource clock)
            throws IOException, InterruptedException {
        return managed(directory, "", clock);
    }

    /** The same with these further lines of the configuration. */
    public static RunningGate managed(Path directory, String more, InstantSource clock)
            throws IOException, InterruptedException {
        return new RunningGate(directory, "", Manner.plain(more), clock);
    }

    /** The same behind a proxy: all that is not on this machine is asked through it. */
    public static RunningGate managed(Path directory, String more, URI proxy, InstantSource clock)
            throws IOException, InterruptedException {
        String url = proxy.toString();
        Map<String, String> proxies = Map.of("http_proxy", url, "https_proxy", url);
        Manner manner = new Manner(more, proxies, Optional.empty());
        return new RunningGate(directory, "", manner, clock);
    }

    private static HttpClient client(Optional<Certificate> tls) {
        var builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(10));
        tls.ifPresent(certificate -> builder.sslContext(certificate.trusting()));
        return builder.build();
    }

    /** A repository that serves npm, with these lines of its block. */
    public static String npm(String repository, String... lines) {
        return block(repository, "npm", lines);
    }

    /** A repository that serves that format alone, with these lines of its block. */
    public static String block(String repository, String format, String... lines) {
        var yaml = new StringBuilder("  " + repository + ":\n    " + format + ":\n");
        for (String line : lines) {
            line.lines().forEach(l -> yaml.append("      ").append(l).append('\n'));
        }
        return yaml.toString();
    }

    /** An entry of {@code upstreams:}. */
    public static String upstream(String name, URI url, String trust, String... keys) {
        var yaml = new StringBuilder();
        yaml.append("  - name: ").append(name).append('\n');
        yaml.append("    url: ").append(url).append('\n');
        yaml.append("    trust: ").append(trust).append('\n');
        for (String key : keys) {
            yaml.append("    ").append(key).append('\n');
        }
        return yaml.toString();
    }

    /** Takes other repositories without a restart. */
    public void reload(String other) throws IOException {
        repositories = other;
        server.reload(config(server.port()));
    }

    /** Writes other repositories, which hold from the next reload or restart on. */
    public void write(String other) {
        repositories = other;
    }

    /** Ends it and starts it again over the same data, on the same port. */
    public void restart() throws IOException, InterruptedException {
        int port = server.port();
        server.close();
        server = Wiring.start(config(port), () -> load(port), environment, clock);
    }

    /** Where a repository's npm registry is, with a last slash. */
    public URI registry(String repository) {
        return mount(repository, "npm");
    }

    /** Where a format of a repository is, with a last slash. */
    public URI mount(String repository, String format) {
        return URI.create(root() + repository + "/" + format + "/");
    }

    private String root() {
        return (tls.isPresent() ? "https" : "http") + "://127.0.0.1:" + server.port() + "/";
    }

    /** The answer to a GET without a token. */
    public HttpResponse<String> get(URI url, String... headers)
            throws IOException, InterruptedException {
        return send("GET", url, "", headers);
    }

    /** The answer to any request without a token. */
    public HttpResponse<String> send(String method, URI url, String body, String... headers)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(url)
                        .timeout(Duration.ofSeconds(60))
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        // One character for each byte, so that markers are found in anything.
        return client.send(request.build(), BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
    }

    /** The answer to a POST by the first admin of one byte for each character. */
    public HttpResponse<String> sendBytes(URI url, String body, String type)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(url)
                        .timeout(Duration.ofSeconds(60))
                        .header("Authorization", "Bearer " + TOKEN)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body, StandardCharsets.ISO_8859_1));
        return client.send(request.build(), BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
    }

    /** The answer of the management API to the first admin; {@code path} is below {@code /api/}. */
    public HttpResponse<String> api(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Authorization", "Bearer " + TOKEN));
        all.addAll(List.of("Content-Type", "application/json"));
        URI url = URI.create(root() + "api/" + path);
        HttpResponse<String> answer = send(method, url, body, all.toArray(String[]::new));
        Documented.require(
                method,
                url.getRawPath(),
                answer.statusCode(),
                answer.headers().firstValue("content-type"),
                Optional.of(utf8(answer.body())));
        return answer;
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** Publishes as {@code npm publish} does; the answer. */
    public HttpResponse<String> publish(String repository, NpmPackage one)
            throws IOException, InterruptedException {
        URI registry = registry(repository);
        return send(
                "PUT",
                registry.resolve(one.name().replace("/", "%2f")),
                one.publication(registry.toString()),
                "Authorization",
                "Bearer " + TOKEN,
                "Content-Type",
                "application/json",
                "npm-command",
                "publish");
    }

    @Override
    public void close() throws IOException {
        client.shutdownNow();
        server.close();
    }

    private GatehouseConfig config(int port) {
        LoadResult result = load(port);
        assertThat(result).as("%s", result.problems()).isInstanceOf(LoadResult.Loaded.class);
        return ((LoadResult.Loaded) result).config();
    }

    private LoadResult load(int port) {
        String yaml =
                """
                server:
                  listen: 127.0.0.1:%d
                %s\
                storage:
                  directory: data
                %s\
                """
                        .formatted(
                                port,
                                tls.map(RunningGate::lines).orElse(""),
                                repositories.isEmpty() ? more : "repositories:\n" + repositories);
        var loader = new ConfigLoader(ConfigLocations.from(directory), Map.of(), Map.of());
        return loader.load(yaml, directory.resolve("gatehouse.yaml"));
    }

    private static String lines(Certificate certificate) {
        return "  tls: {certificate: '%s', key: '%s'}\n"
                .formatted(certificate.chain(), certificate.key());
    }
}
