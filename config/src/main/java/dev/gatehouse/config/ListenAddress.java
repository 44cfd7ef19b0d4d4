package dev.gatehouse.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the server listens.
 *
 * @param host a name or address; {@code 0.0.0.0} or {@code ::} for all
 * @param port 0 to 65535; 0 lets the system choose
 */
public record ListenAddress(HostName host, int port) {
    /** What {@link #parse} takes. */
    public static final String EXPECTED = "an address and port such as 127.0.0.1:4283";

    private static final Pattern SHAPE = Pattern.compile("(\\[[^\\]]+\\]|[^:]+):(\\d{1,5})");

    public ListenAddress {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("expected a port from 0 to 65535");
        }
    }

    /**
     * Reads the text.
     *
     * @throws IllegalArgumentException saying what was expected
     */
    public static ListenAddress parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected " + EXPECTED);
        }
        return new ListenAddress(
                HostName.parse(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /** Whether only this machine can reach it. */
    public boolean isLoopback() {
        return host.isLoopback();
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
