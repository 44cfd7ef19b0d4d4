package dev.gatehouse.server.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The head of a request, split by the strict grammar of RFC 9112, sections 3 and 5: CRLF only, one
 * space between the parts of the request line, no folded lines, no space before a colon, no control
 * characters. What another reader might take differently is refused with 400.
 *
 * @param minor the minor version of HTTP/1: 0 or 1
 */
record WireHead(String method, String target, int minor, List<Field> fields) {
    /** One field; the name in lower case, the value without outer white space, as ISO 8859-1. */
    record Field(String name, String value) {}

    WireHead {
        fields = List.copyOf(fields);
    }

    /** Reads a head that ends with an empty line. */
    static WireHead read(byte[] bytes, HttpLimits limits) throws RefusedException {
        String[] lines = lines(new String(bytes, StandardCharsets.ISO_8859_1));
        if (lines[0].length() > limits.line()) {
            throw Refusal.of(414, "request line is longer than " + limits.line() + " bytes");
        }
        if (lines.length - 1 > limits.fields()) {
            throw Refusal.of(431, "more than " + limits.fields() + " header fields");
        }
        String[] parts = lines[0].split(" ", -1);
        if (parts.length != 3) {
            throw Refusal.bad("request line is not METHOD SP target SP version");
        }
        List<Field> fields = new ArrayList<>(lines.length);
        for (int i = 1; i < lines.length; i++) {
            fields.add(field(lines[i]));
        }
        return new WireHead(method(parts[0]), target(parts[1]), minor(parts[2]), fields);
    }

    private static String[] lines(String head) throws RefusedException {
        String[] lines = head.substring(0, head.length() - 4).split("\r\n", -1);
        for (String line : lines) {
            if (line.indexOf('\r') >= 0 || line.indexOf('\n') >= 0) {
                throw Refusal.bad("bare CR or LF in the head");
            }
        }
        return lines;
    }

    private static String method(String text) throws RefusedException {
        if (!Chars.TOKEN.fill(text)) {
            throw Refusal.bad("method is not a token");
        }
        return text;
    }

    private static String target(String text) throws RefusedException {
        if (text.isEmpty() || !text.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw Refusal.bad("request target is empty or not visible ASCII");
        }
        return text;
    }

    private static int minor(String version) throws RefusedException {
        return switch (version) {
            case "HTTP/1.1" -> 1;
            case "HTTP/1.0" -> 0;
            default -> throw Refusal.bad("version is not HTTP/1.1 or HTTP/1.0");
        };
    }

    /** Reads one field line without its line end; trailers follow the same rules. */
    static Field field(String line) throws RefusedException {
        if (line.startsWith(" ") || line.startsWith("\t")) {
            throw Refusal.bad("folded header line");
        }
        int colon = line.indexOf(':');
        if (colon < 0 || !Chars.TOKEN.fill(line.substring(0, colon))) {
            throw Refusal.bad("header line is not name ':' value");
        }
        String value = trim(line.substring(colon + 1));
        if (!value.chars().allMatch(c -> c == '\t' || (c >= 0x20 && c != 0x7f))) {
            throw Refusal.bad("control character in a header value");
        }
        return new Field(line.substring(0, colon).toLowerCase(Locale.ROOT), value);
    }

    private static String trim(String value) {
        int from = 0;
        int to = value.length();
        while (from < to && isBlank(value.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(value.charAt(to - 1))) {
            to--;
        }
        return value.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /** All values of a field, in order. */
    List<String> all(String name) {
        return fields.stream().filter(f -> f.name().equals(name)).map(Field::value).toList();
    }

    /** The value of a field; the first where there are several. */
    Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }
}
