package dev.gatehouse.server.http;

import java.math.BigInteger;
import java.net.InetAddress;

/**
 * A block of addresses such as {@code 10.0.0.0/8}, or one address.
 *
 * @param bits how many leading bits are fixed
 */
public record AddressRange(InetAddress network, int bits) {
    /**
     * Reads CIDR notation or a single address; never asks a name server.
     *
     * @throws IllegalArgumentException when it is neither
     */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        InetAddress network = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        int most = network.getAddress().length * Byte.SIZE;
        int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > most) {
            throw new IllegalArgumentException(text + " fixes more bits than an address has");
        }
        return new AddressRange(network, bits);
    }

    /** Whether the address lies in this block. */
    public boolean has(InetAddress address) {
        byte[] mine = network.getAddress();
        byte[] other = address.getAddress();
        int free = mine.length * Byte.SIZE - bits;
        return mine.length == other.length
                && new BigInteger(1, mine)
                        .shiftRight(free)
                        .equals(new BigInteger(1, other).shiftRight(free));
    }
}
