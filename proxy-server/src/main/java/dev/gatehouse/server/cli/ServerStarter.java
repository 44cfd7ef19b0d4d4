package dev.gatehouse.server.cli;

import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.server.managed.ConfigSource;

import java.io.Closeable;
import java.io.IOException;

/** Starts a server; what {@code serve} needs of the wiring. */
@FunctionalInterface
public interface ServerStarter {
    /**
     * Starts; the server answers when this returns.
     *
     * @param source reads the configuration anew when it is to be taken again
     * @throws IOException when the store or the address cannot be had; the message says why
     */
    Running start(GatehouseConfig config, ConfigSource source)
            throws IOException, InterruptedException;

    /** A server that runs until it is closed. */
    interface Running extends Closeable {
        /** Reads the configuration anew; the log tells what came of it. */
        void reload(String by) throws IOException, InterruptedException;

        /** The port that it listens at. */
        int port();
    }
}
