package dev.gatehouse.server.cli;

import dev.gatehouse.config.GatehouseConfig;

/** What every command is given. */
record Session(Place place, Console console) {
    /** The server that a command is about; a terminal sees that an answer takes its time. */
    ServerClient server(Shared shared) {
        return server(shared.require(place));
    }

    /** The same, of a configuration that was read. */
    ServerClient server(GatehouseConfig config) {
        return ServerClient.of(place, config, console);
    }
}
