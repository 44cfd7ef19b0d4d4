package dev.gatehouse.server;

import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.server.api.operation.Reloading;
import dev.gatehouse.server.http.HttpServer;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** A running server. Thread-safe. */
public final class Gatehouse implements Closeable {
    private final HttpServer http;
    private final Reloader reloader;
    private final List<Closeable> parts;

    Gatehouse(HttpServer http, Reloader reloader, List<Closeable> parts) {
        this.http = http;
        this.reloader = reloader;
        this.parts = List.copyOf(parts);
    }

    /** The port that it listens at. */
    public int port() {
        return http.port();
    }

    /** Takes another configuration: in force for the next request, or not at all. */
    public void reload(GatehouseConfig config) throws IOException {
        reloader.take(config);
    }

    /** Reads the configuration anew and takes it; the log tells what came of it, too. */
    public Reloading.Outcome reload(String by) throws IOException, InterruptedException {
        return reloader.reload(by, false);
    }

    /** Drains the requests in flight, then closes everything, the store last. */
    @Override
    public void close() throws IOException {
        IOException failure = new IOException("not everything could be closed");
        closeAll(parts, failure);
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }

    /** Closes in that order, whatever fails; failures are added to that one. */
    static void closeAll(List<Closeable> parts, Exception failure) {
        for (Closeable part : parts) {
            try {
                part.close();
            } catch (IOException | RuntimeException e) {
                failure.addSuppressed(e);
            }
        }
    }
}
