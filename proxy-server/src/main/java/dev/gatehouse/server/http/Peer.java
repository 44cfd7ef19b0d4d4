package dev.gatehouse.server.http;

import java.net.InetAddress;

/**
 * The two ends of a connection.
 *
 * @param remote who connected: a client, or a proxy in front
 * @param local where it was accepted
 */
record Peer(InetAddress remote, InetAddress local, int localPort, boolean tls) {
    String scheme() {
        return tls ? "https" : "http";
    }
}
