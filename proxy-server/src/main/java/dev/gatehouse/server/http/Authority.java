package dev.gatehouse.server.http;

import java.net.InetAddress;
import java.util.Locale;

/**
 * Host and port as a Host field names them (RFC 9110, section 7.2): no user, no list, no path.
 *
 * @param host in lower case; an IPv6 address keeps its brackets
 * @param port -1 when none was given
 */
record Authority(String host, int port) {
    private static final int MOST_PORT = 65535;

    static Authority parse(String text) throws RefusedException {
        int colon = text.startsWith("[") ? text.indexOf(':', bracket(text)) : text.indexOf(':');
        String host = colon < 0 ? text : text.substring(0, colon);
        int port = colon < 0 ? -1 : port(text.substring(colon + 1));
        if (!isAddress(host) && !Chars.HOST.fill(host)) {
            throw Refusal.bad("host is not a name or an address with an optional port");
        }
        return new Authority(host.toLowerCase(Locale.ROOT), port);
    }

    private static int bracket(String text) throws RefusedException {
        int end = text.indexOf(']');
        boolean closed = end > 0 && (end == text.length() - 1 || text.charAt(end + 1) == ':');
        if (!closed) {
            throw Refusal.bad("host is not a name or an address with an optional port");
        }
        return end;
    }

    private static int port(String text) throws RefusedException {
        boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || text.isEmpty() || text.length() > 5) {
            throw Refusal.bad("port of the host is not a number");
        }
        int port = Integer.parseInt(text);
        if (port == 0 || port > MOST_PORT) {
            throw Refusal.bad("port of the host is out of range");
        }
        return port;
    }

    private static boolean isAddress(String host) {
        if (!host.startsWith("[") || !host.endsWith("]") || host.contains("%")) {
            return false;
        }
        return literal(host.substring(1, host.length() - 1), true);
    }

    private static boolean literal(String text, boolean six) {
        try {
            InetAddress.ofLiteral(text);
            return six == text.contains(":");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether only this machine can be meant: {@code localhost} or a loopback address. */
    boolean isLoopback() {
        if (host.equals("localhost")) {
            return true;
        }
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return literal(bare, host.startsWith("["))
                && isDotted(bare)
                && InetAddress.ofLiteral(bare).isLoopbackAddress();
    }

    // Short forms such as 127.1 are read differently by different programs.
    private static boolean isDotted(String bare) {
        return bare.contains(":") || bare.chars().filter(c -> c == '.').count() == 3;
    }

    @Override
    public String toString() {
        return port < 0 ? host : host + ":" + port;
    }
}
