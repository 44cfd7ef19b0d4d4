package dev.gatehouse.server.http;

import java.util.BitSet;

/** Which characters may stand where (RFC 9110, section 5.6; RFC 3986, section 3). */
final class Chars {
    private static final String ALPHANUMERIC =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /** A character of a token: methods and field names. */
    static final Chars TOKEN = new Chars(ALPHANUMERIC + "!#$%&'*+-.^_`|~");

    /** A character of a path segment, the percent sign of an escape included. */
    static final Chars SEGMENT = new Chars(ALPHANUMERIC + "-._~!$&'()*+,;=:@%");

    /** A character of a query; some clients leave brackets, braces and bars as they are. */
    static final Chars QUERY = new Chars(ALPHANUMERIC + "-._~!$&'()*+,;=:@%/?[]{}|^`");

    /** A character of a host name. */
    static final Chars HOST = new Chars(ALPHANUMERIC + "-._");

    private final BitSet set = new BitSet(128);

    private Chars(String members) {
        members.chars().forEach(set::set);
    }

    boolean has(int character) {
        return set.get(character);
    }

    /** Whether there is at least one character and all are members. */
    boolean fill(String text) {
        return !text.isEmpty() && text.chars().allMatch(set::get);
    }
}
