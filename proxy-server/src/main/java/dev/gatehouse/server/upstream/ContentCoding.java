package dev.gatehouse.server.upstream;

import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.upstream.BrokenBodyException;
import dev.gatehouse.core.upstream.UpstreamRequest.Purpose;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;

/** What was done to a body on its way (RFC 9110, section 8.4): nothing, or gzip once. */
enum ContentCoding {
    NONE,
    GZIP,
    /**
     * A file whose own form is gzip ({@code .tgz}), said to be coded with gzip. Some servers code
     * it once more, others mislabel the file's own compression; its first bytes tell them apart.
     */
    GZIP_OR_MISLABELLED;

    private static final int PEEK = 8192;

    /**
     * @param changed whether the bytes are others than those on the wire
     */
    record Decoded(InputStream body, boolean changed) {}

    /**
     * @throws IOException for any other coding, and for more than one
     */
    static ContentCoding of(Headers headers, Hop hop) throws IOException {
        List<String> codings = headers.all("content-encoding");
        if (codings.size() > 1) {
            throw new IOException("several content codings");
        }
        String coding = codings.isEmpty() ? "" : codings.getFirst().toLowerCase(Locale.ROOT);
        return switch (coding) {
            case "", "identity" -> NONE;
            case "gzip", "x-gzip" -> isGzipFile(hop) ? GZIP_OR_MISLABELLED : GZIP;
            default -> throw new IOException("an unknown content coding");
        };
    }

    private static boolean isGzipFile(Hop hop) {
        String path = hop.url().uri().getRawPath().toLowerCase(Locale.ROOT);
        return hop.request().purpose() == Purpose.FILE
                && (path.endsWith(".tgz") || path.endsWith(".gz"));
    }

    /**
     * @param limit how many bytes may come out
     */
    Decoded decode(WireBody wire, long limit) throws IOException {
        return switch (this) {
            case NONE -> new Decoded(wire, false);
            case GZIP -> new Decoded(new Gunzip(wire, limit, wire::broken), true);
            case GZIP_OR_MISLABELLED -> decodeIfTwice(wire, limit);
        };
    }

    private static Decoded decodeIfTwice(WireBody wire, long limit) throws IOException {
        var ahead = new BufferedInputStream(wire, PEEK);
        ahead.mark(PEEK);
        boolean twice = isGzipInside(ahead.readNBytes(PEEK / 2));
        ahead.reset();
        return twice
                ? new Decoded(new Gunzip(ahead, limit, wire::broken), true)
                : new Decoded(ahead, true);
    }

    private static boolean isGzipInside(byte[] start) {
        try (var inside =
                new Gunzip(
                        new ByteArrayInputStream(start),
                        Long.MAX_VALUE,
                        BrokenBodyException::new)) {
            return inside.read() == 0x1f && inside.read() == 0x8b;
        } catch (IOException e) {
            return false;
        }
    }
}
