package dev.gatehouse.config;

import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of IP addresses, written {@code 10.0.0.0/8}, {@code fd00::/8}, or one address.
 *
 * @param prefix how many leading bits are fixed
 */
public record AddressRange(InetAddress network, int prefix) {
    /** What {@link #parse} takes. */
    public static final String EXPECTED = "an address or a range such as 10.0.0.0/8";

    private static final Pattern SHAPE = Pattern.compile("([^/]+)(?:/(\\d{1,3}))?");

    public AddressRange {
        if (prefix < 0 || prefix > bits(network)) {
            throw new IllegalArgumentException(
                    "expected a prefix of 0 to " + bits(network) + " bits");
        }
    }

    /**
     * Reads the text.
     *
     * @throws IllegalArgumentException saying what was expected
     */
    public static AddressRange parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected " + EXPECTED);
        }
        InetAddress network = address(matcher.group(1));
        String prefix = matcher.group(2);
        return new AddressRange(network, prefix == null ? bits(network) : Integer.parseInt(prefix));
    }

    /** Whether the address lies in this range; one of the other IP version never does. */
    public boolean contains(InetAddress address) {
        byte[] mine = network.getAddress();
        byte[] theirs = address.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        int whole = prefix / 8;
        for (int i = 0; i < whole; i++) {
            if (mine[i] != theirs[i]) {
                return false;
            }
        }
        int rest = prefix % 8;
        return rest == 0 || ((mine[whole] ^ theirs[whole]) & 0xff) >>> (8 - rest) == 0;
    }

    @Override
    public String toString() {
        String address = network.getHostAddress();
        return prefix == bits(network) ? address : address + "/" + prefix;
    }

    private static InetAddress address(String text) {
        return new HostName(text)
                .address()
                .orElseThrow(() -> new IllegalArgumentException("expected " + EXPECTED));
    }

    private static int bits(InetAddress address) {
        return address.getAddress().length * 8;
    }
}
