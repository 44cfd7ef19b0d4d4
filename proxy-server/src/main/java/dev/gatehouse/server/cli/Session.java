package dev.gatehouse.server.cli;

/** What every command is given. */
record Session(Place place, Console console) {
    /** The server that a command is about. */
    ServerClient server(Shared shared) {
        return ServerClient.of(place, shared.require(place));
    }
}
