package dev.gatehouse.server.rego.builtin;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses that begin with the same bits. Immutable. */
final class CidrBlock {
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern BITS = Pattern.compile("[0-9]{1,3}");

    private final byte[] address;
    private final int bits;

    /** With the first of the addresses, and how many bits are the same. */
    private CidrBlock(byte[] address, int bits) {
        this.address = address;
        this.bits = bits;
    }

    /** As written: {@code 10.0.0.0/8}; bits after the first ones are taken for zeros. */
    static Optional<CidrBlock> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !BITS.matcher(text.substring(slash + 1)).matches()) {
            return Optional.empty();
        }
        int bits = Integer.parseInt(text.substring(slash + 1));
        return address(text.substring(0, slash))
                .filter(a -> bits <= a.length * Byte.SIZE)
                .map(a -> new CidrBlock(masked(a, bits), bits));
    }

    /** Only a literal: nothing is looked up. */
    static Optional<byte[]> address(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text).getAddress());
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static byte[] masked(byte[] address, int bits) {
        byte[] masked = address.clone();
        for (int i = 0; i < masked.length; i++) {
            int kept = Math.clamp(bits - (long) i * Byte.SIZE, 0, Byte.SIZE);
            masked[i] = (byte) (masked[i] & (0xff00 >> kept));
        }
        return masked;
    }

    boolean contains(byte[] other) {
        return other.length == address.length && Arrays.equals(masked(other, bits), address);
    }

    boolean contains(CidrBlock other) {
        return bits <= other.bits && contains(other.address);
    }

    /** Each of them as text. */
    List<String> all(int most) {
        int free = address.length * Byte.SIZE - bits;
        if (free >= Integer.SIZE - 1 || (1 << free) > most) {
            throw new TooMuchException("a network of more than " + most + " addresses");
        }
        var first = new BigInteger(1, address);
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 1 << free; i++) {
            all.add(text(first.add(BigInteger.valueOf(i))));
        }
        return all;
    }

    private String text(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] padded = new byte[address.length];
        int length = Math.min(bytes.length, padded.length);
        System.arraycopy(bytes, bytes.length - length, padded, padded.length - length, length);
        try {
            return padded.length == 4
                    ? InetAddress.getByAddress(padded).getHostAddress()
                    : compressed(padded);
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException("4 or 16 bytes", wrongLength);
        }
    }

    /** RFC 5952: the longest run of zeros is left out. */
    private static String compressed(byte[] address) {
        int[] groups = new int[8];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = (address[2 * i] & 0xff) << 8 | (address[2 * i + 1] & 0xff);
        }
        int best = -1;
        int longest = 1;
        for (int i = 0; i < groups.length; i++) {
            int run = 0;
            while (i + run < groups.length && groups[i + run] == 0) {
                run++;
            }
            if (run > longest) {
                best = i;
                longest = run;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < groups.length; i++) {
            if (i == best) {
                text.append("::");
                i += longest - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":");
                text.append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
