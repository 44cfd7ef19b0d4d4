package dev.gatehouse.server.pgp;

import java.util.Arrays;

/**
 * Cuts bytes into OpenPGP packets (RFC 9580, 4.2) without looking into them, so that one that
 * cannot be read spoils no other. Partial and indeterminate lengths are for streams of data: here
 * they are malformed.
 */
final class Packets {
    static final int SIGNATURE = 2;
    static final int SECRET_KEY = 5;
    static final int PUBLIC_KEY = 6;
    static final int SECRET_SUBKEY = 7;
    static final int MARKER = 10;
    static final int TRUST = 12;
    static final int USER_ID = 13;
    static final int PUBLIC_SUBKEY = 14;
    static final int USER_ATTRIBUTE = 17;
    static final int PADDING = 21;

    private static final int ALWAYS_SET = 0x80;
    private static final int NEW_FORMAT = 0x40;

    private final byte[] data;
    private int at;

    /** Cuts as it is asked. */
    Packets(byte[] data) {
        this.data = data;
    }

    /** Whether these bytes begin like a packet and not like text. */
    static boolean isBinary(byte[] data) {
        return data.length > 0 && (data[0] & ALWAYS_SET) != 0;
    }

    boolean hasNext() {
        return at < data.length;
    }

    /** The next packet; after a malformed one nothing more can be told apart. */
    Packet next() throws MalformedPgpException {
        int start = at;
        int head = octet();
        if ((head & ALWAYS_SET) == 0) {
            throw new MalformedPgpException("no packet begins at byte " + start);
        }
        boolean isNew = (head & NEW_FORMAT) != 0;
        int tag = isNew ? head & 0x3f : (head >> 2) & 0x0f;
        long length = isNew ? newLength() : oldLength(head & 0x03);
        if (length > data.length - at) {
            throw new MalformedPgpException("the packet at byte %d is cut off".formatted(start));
        }
        int body = at;
        at += (int) length;
        return new Packet(tag, start, body, Arrays.copyOfRange(data, start, at));
    }

    private long newLength() throws MalformedPgpException {
        int first = octet();
        if (first < 192) {
            return first;
        }
        if (first < 224) {
            return ((first - 192L) << 8) + octet() + 192;
        }
        if (first < 255) {
            throw new MalformedPgpException("a packet in parts before byte " + at);
        }
        return number(4);
    }

    private long oldLength(int type) throws MalformedPgpException {
        return switch (type) {
            case 0 -> number(1);
            case 1 -> number(2);
            case 2 -> number(4);
            default -> throw new MalformedPgpException("a packet without length before byte " + at);
        };
    }

    private long number(int octets) throws MalformedPgpException {
        long value = 0;
        for (int i = 0; i < octets; i++) {
            value = (value << 8) | octet();
        }
        return value;
    }

    private int octet() throws MalformedPgpException {
        if (at >= data.length) {
            throw new MalformedPgpException("a packet's head is cut off at byte " + at);
        }
        return data[at++] & 0xff;
    }

    /**
     * A packet.
     *
     * @param offset of its head in the bytes that were cut
     * @param body where its body begins in those bytes
     * @param encoded head and body
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared: handed on to be parsed
    record Packet(int tag, int offset, int body, byte[] encoded) {
        /** The first octet of the body, its version in those packets that have one; 0: empty. */
        int version() {
            int first = body - offset;
            return first < encoded.length ? encoded[first] & 0xff : 0;
        }
    }
}
