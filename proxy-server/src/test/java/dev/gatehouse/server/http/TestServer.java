package dev.gatehouse.server.http;

import dev.gatehouse.core.http.Handler;
import dev.gatehouse.core.http.ReadyAnswers;
import dev.gatehouse.core.http.Response;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A server on a free loopback port, and what its handler was asked. */
final class TestServer implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final List<String> handled = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    private TestServer(HttpSettings settings, Handler handler, ReadyAnswers ready, Transport way)
            throws IOException, InterruptedException {
        Handler recording =
                request -> {
                    handled.add(request.head().method() + " " + request.head().target().raw());
                    return handler.handle(request);
                };
        server =
                new HttpServer(
                                settings,
                                recording,
                                ready,
                                HttpMetrics.NONE,
                                InstantSource.fixed(NOW))
                        .by(way);
        server.start();
    }

    static HttpSettings settings() {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return HttpSettings.at(any).with(HttpTimeouts.defaults().withDrain(Duration.ofMillis(200)));
    }

    static TestServer of(Handler handler) throws IOException, InterruptedException {
        return with(settings -> settings, handler, ReadyAnswers.NONE);
    }

    static TestServer with(UnaryOperator<HttpSettings> change, Handler handler, ReadyAnswers ready)
            throws IOException, InterruptedException {
        return new TestServer(change.apply(settings()), handler, ready, Transport.best());
    }

    static TestServer by(Transport way, Handler handler) throws IOException, InterruptedException {
        return new TestServer(settings(), handler, ReadyAnswers.NONE, way);
    }

    /** Answers with method and path. */
    static Response echo(dev.gatehouse.core.http.Request request) {
        return Response.text(
                200, request.head().method() + " " + request.head().target().segments());
    }

    HttpServer server() {
        return server;
    }

    RawClient client() throws IOException {
        return new RawClient(server.port());
    }

    /** Waits for the server to know that its answers are out: a client may read them before. */
    TestServer settle() {
        while (server.inFlight() > 0) {
            Thread.onSpinWait();
        }
        return this;
    }

    /** The requests that reached the handler. */
    List<String> handled() {
        return handled;
    }

    @Override
    public void close() {
        server.close();
    }
}
