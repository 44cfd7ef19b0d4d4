package dev.gatehouse.server.access;

import dev.gatehouse.core.http.RequestHead;

import java.net.InetAddress;

/** Requests from this machine. */
public final class Loopback {
    private Loopback() {}

    /**
     * Whether the client's address is a loopback address. Behind a proxy on this machine that is
     * not among the trusted ones, every client looks like that.
     */
    public static boolean sent(RequestHead head) {
        try {
            return InetAddress.ofLiteral(head.remote()).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
