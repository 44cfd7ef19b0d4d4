package dev.gatehouse.server.http;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the fields of a request may be together: nothing that two readers could take differently
 * (request smuggling, RFC 9112, section 11.2).
 */
final class FieldRules {
    private static final int MOST_DIGITS = 18;

    private static final Set<String> ONCE =
            Set.of(
                    "authorization",
                    "content-encoding",
                    "content-length",
                    "content-type",
                    "expect",
                    "host",
                    "if-range",
                    "range",
                    "transfer-encoding",
                    "x-api-key");

    // Some front proxies and gateways read an underscore as a hyphen.
    private static final Set<String> TWINS =
            Set.of(
                    "authorization",
                    "connection",
                    "content-encoding",
                    "content-length",
                    "expect",
                    "forwarded",
                    "host",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    "x-api-key",
                    "x-forwarded-for",
                    "x-forwarded-host",
                    "x-forwarded-port",
                    "x-forwarded-prefix",
                    "x-forwarded-proto",
                    "x-real-ip");

    private FieldRules() {}

    /** Checks all fields and tells how the body ends. */
    static Framing check(WireHead head) throws RefusedException {
        Set<String> seen = new HashSet<>();
        for (WireHead.Field field : head.fields()) {
            String name = field.name();
            if (!seen.add(name) && ONCE.contains(name)) {
                throw Refusal.bad("header " + name + " is given twice");
            }
            if (name.indexOf('_') >= 0 && TWINS.contains(name.replace('_', '-'))) {
                throw Refusal.bad("header name with an underscore is a twin of another");
            }
        }
        expectation(head);
        return framing(head);
    }

    private static void expectation(WireHead head) throws RefusedException {
        for (String value : head.all("expect")) {
            if (!value.equalsIgnoreCase("100-continue")) {
                throw Refusal.of(417, "the only expectation that can be met is 100-continue");
            }
        }
    }

    private static Framing framing(WireHead head) throws RefusedException {
        List<String> codings = head.all("transfer-encoding");
        List<String> lengths = head.all("content-length");
        if (codings.isEmpty()) {
            return lengths.isEmpty() ? new Framing.None() : length(head, lengths.getFirst());
        }
        if (!lengths.isEmpty()) {
            throw Refusal.bad("both content-length and transfer-encoding");
        }
        if (head.minor() == 0) {
            throw Refusal.bad("transfer-encoding in HTTP/1.0");
        }
        return chunked(head, codings.getFirst());
    }

    private static Framing chunked(WireHead head, String coding) throws RefusedException {
        if (!coding.toLowerCase(Locale.ROOT).equals("chunked")) {
            int status = Chars.TOKEN.fill(coding) ? 501 : 400;
            throw Refusal.of(status, "the only transfer coding understood is chunked");
        }
        return bodied(head, new Framing.Chunked());
    }

    private static Framing length(WireHead head, String value) throws RefusedException {
        boolean digits = !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
        boolean padded = value.length() > 1 && value.startsWith("0");
        if (!digits || padded || value.length() > MOST_DIGITS) {
            throw Refusal.bad("content-length is not a plain decimal number");
        }
        long length = Long.parseLong(value);
        return length == 0 ? new Framing.None() : bodied(head, new Framing.Length(length));
    }

    private static Framing bodied(WireHead head, Framing framing) throws RefusedException {
        if (head.method().equals("GET") || head.method().equals("HEAD")) {
            throw Refusal.bad("a body has no meaning in a " + head.method() + " request");
        }
        return framing;
    }
}
