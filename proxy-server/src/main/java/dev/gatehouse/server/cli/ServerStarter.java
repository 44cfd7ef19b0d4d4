package dev.gatehouse.server.cli;

import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.load.LoadResult;

import java.io.Closeable;
import java.io.IOException;
import java.util.function.Supplier;

/** Starts a server; what {@code serve} needs of the wiring. */
@FunctionalInterface
public interface ServerStarter {
    /**
     * Starts; the server answers when this returns.
     *
     * @param again reads the configuration as it is then, when it is to be taken anew
     * @throws IOException when the store or the address cannot be had; the message says why
     */
    Running start(GatehouseConfig config, Supplier<LoadResult> again)
            throws IOException, InterruptedException;

    /** A server that runs until it is closed. */
    interface Running extends Closeable {
        /** Reads the configuration anew; the log tells what came of it. */
        void reload(String by) throws IOException;

        /** The port that it listens at. */
        int port();
    }
}
