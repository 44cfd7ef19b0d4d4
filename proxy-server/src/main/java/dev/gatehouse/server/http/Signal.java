package dev.gatehouse.server.http;

/** What the server tells a connection, as a user event in its pipeline. */
enum Signal {
    /** The server stops: end when the request in flight is answered, at once when there is none. */
    DRAIN,
    /** Room is needed: end if nothing is going on. */
    MAKE_ROOM
}
