package dev.gatehouse.pypi.simple;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;

/** Bytes as text; what is not of the charset is an error and never replaced. */
final class StrictText {
    private StrictText() {}

    static Reader reader(ByteBuffer content, Charset charset) {
        return reader(new BufferInput(content.duplicate()), charset);
    }

    static Reader reader(InputStream content, Charset charset) {
        return new InputStreamReader(
                content,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    private static final class BufferInput extends InputStream {
        private final ByteBuffer content;

        BufferInput(ByteBuffer content) {
            this.content = content;
        }

        @Override
        public int read() {
            return content.hasRemaining() ? content.get() & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!content.hasRemaining()) {
                return -1;
            }
            int count = Math.min(length, content.remaining());
            content.get(into, offset, count);
            return count;
        }
    }
}
