package dev.gatehouse.server.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/** Takes traces as OTLP over HTTP, on a loopback port. Thread-safe. */
public final class TraceCollector implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final HttpServer server;
    private final List<SeenSpan> spans = new CopyOnWriteArrayList<>();
    private final List<String> exports = new CopyOnWriteArrayList<>();

    private TraceCollector(HttpServer server) {
        this.server = server;
    }

    public static TraceCollector start() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        TraceCollector collector = new TraceCollector(server);
        server.createContext("/v1/traces", collector::take);
        server.start();
        return collector;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces");
    }

    /** The block of the configuration that sends traces here. */
    public String configuration(String... lines) {
        StringBuilder yaml = new StringBuilder("telemetry:\n  traces:\n    endpoint: ");
        yaml.append(url()).append('\n');
        for (String line : lines) {
            yaml.append("    ").append(line).append('\n');
        }
        return yaml.toString();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            byte[] plain =
                    "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
                            ? unzipped(body)
                            : body;
            exports.add(
                    exchange.getRequestHeaders() + new String(plain, StandardCharsets.ISO_8859_1));
            spans.addAll(SeenSpan.of(plain));
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static byte[] unzipped(byte[] body) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readAllBytes();
        }
    }

    /** All that came, headers included, one character for each byte. */
    public List<String> exports() {
        return List.copyOf(exports);
    }

    public List<SeenSpan> spans() {
        return List.copyOf(spans);
    }

    /** The span of the first request that is so, once it has come. */
    public SeenSpan await(Predicate<SeenSpan> wanted) throws InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() - end < 0) {
            for (SeenSpan span : spans) {
                if (wanted.test(span)) {
                    return span;
                }
            }
            Thread.sleep(Duration.ofMillis(10));
        }
        throw new AssertionError("no such span among " + spans);
    }

    /** The spans of upstream calls below that request's. */
    public List<SeenSpan> callsOf(SeenSpan request) {
        return spans.stream()
                .filter(span -> span.isOfClient() && span.parent().equals(request.id()))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
