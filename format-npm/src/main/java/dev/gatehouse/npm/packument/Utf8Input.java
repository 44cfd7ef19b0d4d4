package dev.gatehouse.npm.packument;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;

/**
 * Reads a buffer and makes sure that it is UTF-8: a parser that skips a string does not look at its
 * bytes so closely. Not thread-safe.
 */
final class Utf8Input extends InputStream {
    /** Long enough that no sequence is cut at both of its ends. */
    private static final int LEAST_READ = 8;

    private final ByteBuffer content;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private CharBuffer scratch = CharBuffer.allocate(8192);

    Utf8Input(ByteBuffer content) {
        this.content = content.duplicate();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (!content.hasRemaining()) {
            return -1;
        }
        int count = Math.min(length, content.remaining());
        if (count < content.remaining()) {
            count = wholeSequences(count);
        }
        content.get(into, offset, count);
        check(ByteBuffer.wrap(into, offset, count));
        return count;
    }

    /** The most bytes, at most {@code count}, that do not end within a sequence. */
    private int wholeSequences(int count) throws IOException {
        if (count < LEAST_READ) {
            throw new IOException("read of only " + count + " bytes");
        }
        int end = content.position() + count;
        int lead = end - 1;
        while (lead > end - 4 && (content.get(lead) & 0xc0) == 0x80) {
            lead--;
        }
        boolean cut = lead + lengthOf(content.get(lead)) > end;
        return cut ? lead - content.position() : count;
    }

    private static int lengthOf(byte lead) {
        int bits = lead & 0xff;
        if (bits < 0xc0) {
            return 1;
        }
        return bits < 0xe0 ? 2 : bits < 0xf0 ? 3 : 4;
    }

    private void check(ByteBuffer chunk) throws IOException {
        if (chunk.remaining() > scratch.capacity()) {
            scratch = CharBuffer.allocate(chunk.remaining());
        }
        scratch.clear();
        decoder.reset();
        CoderResult result = decoder.decode(chunk, scratch, true);
        if (result.isError()) {
            throw new MalformedInputException(result.length());
        }
    }
}
