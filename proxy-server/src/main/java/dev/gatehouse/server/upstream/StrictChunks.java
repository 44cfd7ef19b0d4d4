package dev.gatehouse.server.upstream;

import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.util.CharArrayBuffer;

import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;

/**
 * The body of a chunked response (RFC 9112, section 7.1). HttpCore's own stream takes {@code +5},
 * {@code -0} and blanks as chunk sizes; here a size is one to fifteen hexadecimal digits.
 * Extensions and trailers are bounded and dropped.
 */
final class StrictChunks extends InputStream {
    // An extension may follow a semicolon; it holds no control characters (CVE-2025-58056).
    private static final Pattern SIZE =
            Pattern.compile("([0-9A-Fa-f]{1,15})(?:[ \\t]*;[\\x20-\\x7e\\x80-\\xff\\t]{0,256})?");
    private static final int MAX_TRAILERS = 8 * 1024;

    private final SessionInputBuffer buffer;
    private final InputStream in;
    private final CharArrayBuffer line = new CharArrayBuffer(64);
    private long left;
    private boolean first = true;
    private boolean ended;

    StrictChunks(SessionInputBuffer buffer, InputStream in) {
        this.buffer = buffer;
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (left == 0 && !ended) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int read = buffer.read(bytes, offset, (int) Math.min(length, left), in);
        if (read < 0) {
            throw new ConnectionClosedException("a chunk is cut off");
        }
        left -= read;
        return read;
    }

    private void nextChunk() throws IOException {
        if (!first && !nextLine().isEmpty()) {
            throw new MalformedChunkCodingException("a chunk is longer than it says");
        }
        first = false;
        var match = SIZE.matcher(nextLine());
        if (!match.matches()) {
            throw new MalformedChunkCodingException("a malformed chunk size");
        }
        left = Long.parseLong(match.group(1), 16);
        if (left == 0) {
            skipTrailers();
            ended = true;
        }
    }

    private void skipTrailers() throws IOException {
        int length = 0;
        while (!nextLine().isEmpty()) {
            length += line.length();
            if (length > MAX_TRAILERS) {
                throw new MalformedChunkCodingException("trailers are too long");
            }
        }
    }

    private CharArrayBuffer nextLine() throws IOException {
        line.clear();
        if (buffer.readLine(line, in) < 0) {
            throw new ConnectionClosedException("the last chunk is missing");
        }
        return line;
    }
}
