package dev.gatehouse.config;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name or address of a host, without port; lower case, IPv6 addresses without brackets. Nothing
 * is looked up: a name stays a name.
 */
public record HostName(String value) {
    /** What {@link #parse} takes. */
    public static final String EXPECTED = "a host name or address without port";

    private static final Pattern NAME =
            Pattern.compile("(?!-)[a-z0-9_-]{1,63}(\\.(?!-)[a-z0-9_-]{1,63})*");
    // 2852039166 and 0xA9FEA9FE are 169.254.169.254 for many resolvers: such a host is no name.
    private static final Pattern NUMERIC = Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)");
    private static final Pattern DOTTED_QUAD = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    public HostName {
        if (!isName(value) && !isAddress(value)) {
            throw new IllegalArgumentException("expected " + EXPECTED);
        }
    }

    /**
     * Reads the text.
     *
     * @throws IllegalArgumentException saying what was expected
     */
    public static HostName parse(String text) {
        String bare =
                text.startsWith("[") && text.endsWith("]")
                        ? text.substring(1, text.length() - 1)
                        : text;
        return new HostName(bare.toLowerCase(Locale.ROOT));
    }

    /** The address, if this is one and not a name. */
    public Optional<InetAddress> address() {
        return isAddress(value) ? Optional.of(InetAddress.ofLiteral(value)) : Optional.empty();
    }

    /** Whether it can only be this machine. */
    public boolean isLoopback() {
        return address()
                .map(InetAddress::isLoopbackAddress)
                .orElseGet(() -> value.equals("localhost") || value.endsWith(".localhost"));
    }

    /** As it stands in a URL: IPv6 addresses in brackets. */
    @Override
    public String toString() {
        return value.indexOf(':') >= 0 ? "[" + value + "]" : value;
    }

    private static boolean isName(String text) {
        return text.length() <= 253
                && NAME.matcher(text).matches()
                && !NUMERIC.matcher(text).matches();
    }

    private static boolean isAddress(String text) {
        if (text.indexOf(':') < 0 && !DOTTED_QUAD.matcher(text).matches()) {
            return false;
        }
        if (text.indexOf('%') >= 0) {
            return false;
        }
        try {
            InetAddress.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
