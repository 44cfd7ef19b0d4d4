package dev.gatehouse.server.cli;

import dev.gatehouse.config.GatehouseConfig;

import java.io.Closeable;
import java.io.IOException;

/** Starts a server; what {@code serve} needs of the wiring. */
@FunctionalInterface
public interface ServerStarter {
    /**
     * Starts; the server answers when this returns.
     *
     * @throws IOException when the store or the address cannot be had; the message says why
     */
    Running start(GatehouseConfig config) throws IOException, InterruptedException;

    /** A server that runs until it is closed. */
    interface Running extends Closeable {
        /** The port that it listens at. */
        int port();
    }
}
