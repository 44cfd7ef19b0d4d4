package dev.gatehouse.benchmarks;

import dev.gatehouse.server.Main;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;

/**
 * How long a server takes to ask ten new policies about all that it stores, and what requests for
 * other things feel of it meanwhile: their p99 beside that of before. Arguments: how many packages
 * (10,000), and {@code opa} where that is not on the PATH.
 */
public final class PoliciesAgain {
    private static final int USUAL = 10_000;
    private static final int POLICIES = 10;
    private static final Duration BEFORE = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** Six in Rego that read different things, and the tag by which the end is seen. */
    private static final List<String> CONDITIONS =
            List.of(
                    "not input.v0[\"package\"].signed; input.v0[\"package\"].name == \"none\"",
                    "input.v0[\"package\"].size > 1000000000",
                    "some f in input.v0[\"package\"].files; endswith(f.filename, \".exe\")",
                    "input.v0[\"package\"].license.oss_license.spdx_identifier =="
                            + " \"AGPL-3.0-only\"",
                    "startswith(input.v0.identity.purl, \"pkg:maven/\")",
                    "some t in input.v0[\"package\"].tags; t.name == \"blocked\"");

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI base;
    private final String token;
    private final Path policies;

    private PoliciesAgain(URI base, String token, Path policies) {
        this.base = base;
        this.token = token;
        this.policies = policies;
    }

    /** Runs it, prints what came of it, and ends the process. */
    public static void main(String[] arguments) throws Exception {
        int packages = arguments.length > 0 ? Integer.parseInt(arguments[0]) : USUAL;
        String opa = arguments.length > 1 ? arguments[1] : "opa";
        Path directory = Files.createTempDirectory("policies-again");
        int port = freePort();
        Path policies = Files.createDirectory(directory.resolve("policies"));
        Path config = directory.resolve("gatehouse.yaml");
        Files.writeString(
                config,
                """
                server: {listen: "127.0.0.1:%d"}
                storage: {directory: data}
                access: {anonymous: read}
                policies: policies
                opa: "%s"
                repositories: {main: {npm: {}}}
                """
                        .formatted(port, opa));
        Thread.ofPlatform()
                .daemon()
                .start(() -> Main.main(new String[] {"serve", "--config", config.toString()}));
        Path token = directory.resolve("data/local-token");
        URI base = URI.create("http://127.0.0.1:" + port + "/");
        while (!Files.exists(token) || !isReady(base)) {
            Thread.sleep(Duration.ofMillis(100));
        }
        new PoliciesAgain(base, Files.readString(token).strip(), policies).run(packages);
        System.exit(0);
    }

    private static boolean isReady(URI base) throws InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest ready = HttpRequest.newBuilder(base.resolve("-/health/ready")).build();
            return client.send(ready, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private void run(int packages) throws Exception {
        long began = System.nanoTime();
        publish(packages);
        System.out.printf("published %d packages in %d s%n", packages, seconds(began));
        hot(() -> false, BEFORE); // warms up
        List<Long> before = hot(() -> false, BEFORE);
        writePolicies();
        AtomicBoolean ended = new AtomicBoolean();
        try (ExecutorService own = Executors.newSingleThreadExecutor()) {
            Future<List<Long>> meanwhile = own.submit(() -> hot(ended::get, LONGEST));
            long reloaded = System.nanoTime();
            expect(post("api/reload/", "{}"), 200);
            while (tagged() < packages) {
                Thread.sleep(Duration.ofSeconds(1));
            }
            long took = System.nanoTime() - reloaded;
            ended.set(true);
            report(packages, took, before, meanwhile.get());
        }
    }

    private static void report(int packages, long took, List<Long> before, List<Long> during) {
        System.out.printf(
                "%d packages against %d policies: %.1f s, %.0f evaluations a second%n",
                packages, POLICIES, took / 1e9, packages * POLICIES / (took / 1e9));
        double beforeP99 = percentile(before, 0.99);
        double duringP99 = percentile(during, 0.99);
        System.out.printf(
                "hot requests, p50 %.2f ms before and %.2f ms meanwhile;"
                        + " p99 %.2f and %.2f ms, ratio %.2f%n",
                percentile(before, 0.5),
                percentile(during, 0.5),
                beforeP99,
                duringP99,
                duringP99 / beforeP99);
    }

    /** In milliseconds. */
    private static double percentile(List<Long> nanos, double share) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(sorted.length * share))] / 1e6;
    }

    /** What requests for one package take, one after the other, until then or for so long. */
    private List<Long> hot(Callable<Boolean> ended, Duration most) throws Exception {
        List<Long> times = new ArrayList<>();
        long end = System.nanoTime() + most.toNanos();
        HttpRequest index = HttpRequest.newBuilder(base.resolve("main/npm/bench-0")).build();
        while (System.nanoTime() < end && !ended.call()) {
            long start = System.nanoTime();
            expect(client.send(index, BodyHandlers.ofString()), 200);
            times.add(System.nanoTime() - start);
            Thread.sleep(Duration.ofMillis(1));
        }
        return times;
    }

    private void publish(int packages) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < packages; i++) {
                String name = "bench-" + i;
                all.add(threads.submit(() -> publish(name)));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }

    private boolean publish(String name) throws IOException, InterruptedException {
        String manifest =
                "{\"name\":\"%s\",\"version\":\"1.0.0\",\"license\":\"MIT\"}".formatted(name);
        String data = Base64.getEncoder().encodeToString(tarball(manifest));
        String document =
                """
                {"name":"%1$s","dist-tags":{"latest":"1.0.0"},"versions":{"1.0.0":%2$s},
                 "_attachments":{"%1$s-1.0.0.tgz":{"content_type":"application/octet-stream","data":"%3$s"}}}
                """
                        .formatted(name, manifest, data);
        HttpRequest put =
                request("main/npm/" + name)
                        .PUT(HttpRequest.BodyPublishers.ofString(document))
                        .build();
        expect(client.send(put, BodyHandlers.ofString()), 201);
        return true;
    }

    private static byte[] tarball(String manifest) throws IOException {
        byte[] bytes = manifest.getBytes(StandardCharsets.UTF_8);
        var out = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
            TarArchiveEntry entry = new TarArchiveEntry("package/package.json");
            entry.setSize(bytes.length);
            tar.putArchiveEntry(entry);
            tar.write(bytes);
            tar.closeArchiveEntry();
        }
        return out.toByteArray();
    }

    private void writePolicies() throws IOException {
        for (int i = 0; i < CONDITIONS.size(); i++) {
            String module =
                    """
                    # METADATA
                    # title: rego-%d
                    # custom:
                    #   gatehouse:
                    #     precedence: %d
                    #     actions: [{action_type: SetPackageState, package_state: QUARANTINED}]
                    package cloudsmith

                    import rego.v1

                    default match := false

                    match if { %s }
                    """
                            .formatted(i, i, CONDITIONS.get(i));
            Files.writeString(policies.resolve("rego-" + i + ".rego"), module);
        }
        List<String> rules =
                List.of(
                        "{type: block, packages: [\"npm:none\"]}",
                        "{type: license, denied: [AGPL-3.0-only]}",
                        "{type: minimum-age, age: 1s}");
        for (int i = 0; i < rules.size(); i++) {
            String hold = "{action_type: SetPackageState, package_state: QUARANTINED}";
            write("built-in-" + i, 100 + i, rules.get(i), hold);
        }
        write(
                "last",
                1000,
                "{type: allow, packages: [\"npm:none\"]}",
                "{action_type: AddPackageTags, tags: [seen]}");
    }

    private void write(String name, int precedence, String rule, String action) throws IOException {
        Files.writeString(
                policies.resolve(name + ".yaml"),
                "name: %s\nprecedence: %d\nrule: %s\nactions: [%s]\n"
                        .formatted(name, precedence, rule, action));
    }

    /** How many packages the last policy has seen. */
    private int tagged() throws IOException, InterruptedException {
        HttpRequest list =
                request("api/packages/main/main/?page_size=1&query=tag:seen").GET().build();
        HttpResponse<String> answer = client.send(list, BodyHandlers.ofString());
        expect(answer, 200);
        return (int) answer.headers().firstValueAsLong("x-pagination-count").orElseThrow();
    }

    private HttpResponse<String> post(String path, String body)
            throws IOException, InterruptedException {
        HttpRequest post =
                request(path)
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return client.send(post, BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .header("authorization", "Bearer " + token);
    }

    private static void expect(HttpResponse<String> answer, int status) {
        if (answer.statusCode() != status) {
            throw new IllegalStateException(
                    answer.request().uri() + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    private static long seconds(long since) {
        return Duration.ofNanos(System.nanoTime() - since).toSeconds();
    }
}
