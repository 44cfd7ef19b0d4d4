package dev.gatehouse.server.http;

import dev.gatehouse.core.http.RequestHead;

/**
 * A request whose head was accepted.
 *
 * @param wire the head as it came, to compare with what Netty reads from the same bytes
 * @param keepAlive whether the client would send more on this connection
 * @param waits whether the client holds the body back until it is told to go on
 * @param gzip whether the body is compressed
 */
record Inbound(
        RequestHead head,
        WireHead wire,
        Framing framing,
        boolean keepAlive,
        boolean waits,
        boolean gzip) {
    boolean hasBody() {
        return !(framing instanceof Framing.None);
    }
}
