package dev.gatehouse.server;

import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.core.proxy.Catalogue;
import dev.gatehouse.server.http.HttpServer;
import dev.gatehouse.server.upstream.HttpUpstreamClient;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** A running server. Thread-safe. */
public final class Gatehouse implements Closeable {
    private final HttpServer http;
    private final Catalogue catalogue;
    private final HttpUpstreamClient upstreams;
    private final Identities identities;
    private final List<ServedFormat> formats;
    private final List<Closeable> parts;
    private final AtomicLong generation;
    private final ReentrantLock reloading = new ReentrantLock();

    Gatehouse(Serving serving, List<Closeable> parts) {
        this.http = serving.http();
        this.catalogue = serving.catalogue();
        this.upstreams = serving.upstreams();
        this.identities = serving.identities();
        this.formats = serving.formats();
        this.generation = new AtomicLong(serving.generation());
        this.parts = List.copyOf(parts);
    }

    /** The parts that a running server is made of. */
    record Serving(
            HttpServer http,
            Catalogue catalogue,
            HttpUpstreamClient upstreams,
            Identities identities,
            List<ServedFormat> formats,
            long generation) {}

    /** The port that it listens at. */
    public int port() {
        return http.port();
    }

    /** Takes other repositories and upstreams: in force for the next request, or not at all. */
    public void reload(GatehouseConfig config) throws IOException {
        reloading.lock();
        try {
            Mounts mounts =
                    new Mounts.Builder(identities, formats, generation.incrementAndGet())
                            .build(config);
            upstreams.reload(mounts.upstreams());
            catalogue.replace(mounts.mounts());
        } finally {
            reloading.unlock();
        }
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
