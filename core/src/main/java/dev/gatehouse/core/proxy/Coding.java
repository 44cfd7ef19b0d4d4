package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Rendering;
import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** The content codings of generated documents (RFC 9110, section 8.4). */
enum Coding {
    IDENTITY,
    GZIP;

    /** Level 4 costs half of level 6 and gives documents a twentieth larger. */
    private static final int LEVEL = 4;

    private static final Pattern REFUSED = Pattern.compile(";\\s*q=0(\\.0{0,3})?\\s*$");

    /** What a client takes: gzip unless it does not name it, or refuses it. */
    static Coding of(RequestHead head) {
        for (String field : head.headers().all("accept-encoding")) {
            for (String element : field.toLowerCase(Locale.ROOT).split(",", -1)) {
                if (takesGzip(element.strip())) {
                    return GZIP;
                }
            }
        }
        return IDENTITY;
    }

    private static boolean takesGzip(String element) {
        boolean named = element.equals("gzip") || element.matches("gzip\\s*;.*");
        return named && !REFUSED.matcher(element).find();
    }

    /** A complete answer with that document: its bytes coded, and an ETag of its own. */
    Response encode(Rendering.Document document) throws IOException {
        String tag = tag(document.segments());
        Headers headers = document.headers();
        return switch (this) {
            case IDENTITY ->
                    Response.of(
                            200,
                            headers.with("etag", '"' + tag + '"'),
                            new Body.Memory(document.segments()));
            case GZIP ->
                    Response.of(
                            200,
                            headers.with("etag", '"' + tag + "-gzip\"")
                                    .with("content-encoding", "gzip"),
                            Body.of(gzip(document.segments())));
        };
    }

    private static String tag(List<ByteBuffer> segments) {
        MessageDigest hasher = Digest.hasher(DigestAlgorithm.SHA256);
        segments.forEach(s -> hasher.update(s.duplicate()));
        return Digest.of(DigestAlgorithm.SHA256, hasher.digest()).hex().substring(0, 32);
    }

    private static byte[] gzip(List<ByteBuffer> segments) throws IOException {
        long size = segments.stream().mapToLong(ByteBuffer::remaining).sum();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) (size / 5) + 512);
        try (WritableByteChannel out = Channels.newChannel(new FastGzip(bytes))) {
            for (ByteBuffer segment : segments) {
                out.write(segment.duplicate());
            }
        }
        return bytes.toByteArray();
    }

    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, 32 << 10);
            def.setLevel(LEVEL);
        }

        @Override
        public void close() throws IOException {
            super.close();
            def.end();
        }
    }
}
