package dev.gatehouse.server.http;

import java.time.Duration;

/**
 * How long the server waits for a peer.
 *
 * @param handshake for TLS to be agreed
 * @param head from the first byte of a request, or of the connection, to the end of its head; 408
 * @param idle between two requests
 * @param body while a handler reads, for the next piece of a body; 408
 * @param reader for a client to take the next 64 KiB of an answer; then it is reset
 * @param linger after a last answer, for the client to read it and hang up
 * @param drain at shutdown, for the requests in flight to end
 */
public record HttpTimeouts(
        Duration handshake,
        Duration head,
        Duration idle,
        Duration body,
        Duration reader,
        Duration linger,
        Duration drain) {
    /** What holds when nothing is configured. */
    public static HttpTimeouts defaults() {
        return new HttpTimeouts(
                Duration.ofSeconds(10),
                Duration.ofSeconds(15),
                Duration.ofSeconds(75),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Duration.ofSeconds(20));
    }

    public HttpTimeouts withHead(Duration time) {
        return new HttpTimeouts(handshake, time, idle, body, reader, linger, drain);
    }

    public HttpTimeouts withHandshake(Duration time) {
        return new HttpTimeouts(time, head, idle, body, reader, linger, drain);
    }

    public HttpTimeouts withIdle(Duration time) {
        return new HttpTimeouts(handshake, head, time, body, reader, linger, drain);
    }

    public HttpTimeouts withBody(Duration time) {
        return new HttpTimeouts(handshake, head, idle, time, reader, linger, drain);
    }

    public HttpTimeouts withReader(Duration time) {
        return new HttpTimeouts(handshake, head, idle, body, time, linger, drain);
    }

    public HttpTimeouts withLinger(Duration time) {
        return new HttpTimeouts(handshake, head, idle, body, reader, time, drain);
    }

    public HttpTimeouts withDrain(Duration time) {
        return new HttpTimeouts(handshake, head, idle, body, reader, linger, time);
    }
}
