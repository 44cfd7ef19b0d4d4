package dev.gatehouse.server.testing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A request as a {@link ScriptedUpstream} got it.
 *
 * @param connection which connection of the upstream it came on, from 1
 * @param number which request on that connection it is, from 1
 * @param headLength how many of the raw bytes are request line and headers
 * @param raw every byte of it: request line, headers and body, framing included
 */
// Requests are looked at and never compared, so an array does no harm.
@SuppressWarnings("ArrayRecordComponent")
public record RecordedRequest(int connection, int number, int headLength, byte[] raw) {

    /** All bytes as text, one character for each (ISO 8859-1): for searching secrets in it. */
    public String text() {
        return new String(raw, StandardCharsets.ISO_8859_1);
    }

    public String method() {
        return requestLine()[0];
    }

    /** The target of the request line, as it came: a path with its query, or an authority. */
    public String target() {
        return requestLine()[1];
    }

    /** The target without its query. */
    public String path() {
        return target().split("\\?", 2)[0];
    }

    /** The first value of a header field; names compare without case. */
    public Optional<String> header(String name) {
        return headerLines().stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    /** The header fields, each as its line without its end. */
    public List<String> headerLines() {
        return headLines().skip(1).filter(line -> !line.isEmpty()).toList();
    }

    /** The body with its framing. */
    public byte[] body() {
        return Arrays.copyOfRange(raw, headLength, raw.length);
    }

    @Override
    public String toString() {
        return method()
                + " "
                + target()
                + " (connection "
                + connection
                + ", request "
                + number
                + ")";
    }

    private String[] requestLine() {
        return headLines().findFirst().orElse("").split(" ", 3);
    }

    private Stream<String> headLines() {
        return new String(raw, 0, headLength, StandardCharsets.ISO_8859_1).lines();
    }
}
