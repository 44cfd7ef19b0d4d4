package dev.gatehouse.server.filter;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One range of bytes as a client asks for it (RFC 9110, section 14.1.2).
 *
 * @param first the first byte; -1: the last {@code last} bytes
 * @param last the last byte, included; {@code Long.MAX_VALUE} when it was left out
 */
record ByteRange(long first, long last) {
    private static final Pattern FORM =
            Pattern.compile(
                    "bytes=[ \\t]*(\\d{0,18})-(\\d{0,18})[ \\t]*", Pattern.CASE_INSENSITIVE);

    /** Empty for what is not exactly one well-formed range: the whole is to be answered then. */
    static Optional<ByteRange> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || form.group().strip().endsWith("=-")) {
            return Optional.empty();
        }
        long first = form.group(1).isEmpty() ? -1 : Long.parseLong(form.group(1));
        long last = form.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(form.group(2));
        return first > last ? Optional.empty() : Optional.of(new ByteRange(first, last));
    }

    /** Where it begins in that many bytes. */
    long from(long length) {
        return first < 0 ? Math.max(0, length - last) : first;
    }

    /** Where it ends in that many bytes, excluded. */
    long to(long length) {
        return first < 0 || last >= length ? length : last + 1;
    }

    /** Whether those bytes have any of it. */
    boolean isSatisfiable(long length) {
        return from(length) < length;
    }
}
