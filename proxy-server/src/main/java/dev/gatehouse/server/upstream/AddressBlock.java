package dev.gatehouse.server.upstream;

import java.net.InetAddress;

/** A block of addresses in CIDR notation (RFC 4632), of one family. Immutable. */
final class AddressBlock {
    private final byte[] prefix;
    private final int bits;

    private AddressBlock(byte[] prefix, int bits) {
        this.prefix = prefix;
        this.bits = bits;
    }

    /**
     * Reads {@code 10.0.0.0/8} or {@code fc00::/7}; an address alone is a block of one.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static AddressBlock parse(String text) {
        String[] parts = text.split("/", 2);
        byte[] prefix = InetAddress.ofLiteral(parts[0]).getAddress();
        int bits = parts.length == 1 ? prefix.length * 8 : Integer.parseInt(parts[1]);
        if (bits < 0 || bits > prefix.length * 8) {
            throw new IllegalArgumentException(
                    "prefix length " + bits + ": expected 0 to " + prefix.length * 8);
        }
        return new AddressBlock(prefix, bits);
    }

    /** {@code ::ffff:0:0/96}, which InetAddress cannot hold: it turns such addresses into IPv4. */
    static AddressBlock mapped() {
        byte[] prefix = new byte[16];
        prefix[10] = (byte) 0xff;
        prefix[11] = (byte) 0xff;
        return new AddressBlock(prefix, 96);
    }

    boolean contains(byte[] address) {
        if (address.length != prefix.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit += 8) {
            int mask = bits - bit >= 8 ? 0xff : (0xff00 >> (bits - bit)) & 0xff;
            if (((address[bit / 8] ^ prefix[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
