package dev.gatehouse.server.http;

import io.netty.buffer.ByteBuf;

/**
 * Follows a chunked body byte by byte (RFC 9112, section 7.1) and refuses what is not exactly the
 * grammar: CRLF only, at most eight hexadecimal digits, well-formed extensions of bounded size.
 * Knows where the body ends; changes nothing. Confined to its event loop.
 */
final class ChunkScanner {
    private static final int MOST_DIGITS = 8;
    private static final int MOST_EXTENSION = 256;
    private static final int MOST_EXTENSIONS = 16 << 10;
    private static final int MOST_TRAILER = 8 << 10;

    private enum At {
        SIZE,
        EXTENSION,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        TRAILER,
        TRAILER_LF,
        END
    }

    private final long most;
    private final StringBuilder line = new StringBuilder();
    private At at = At.SIZE;
    private int digits;
    private long left;
    private long total;
    private int extensions;
    private int trailers;

    /** Refuses bodies larger than so many bytes, without their framing. */
    ChunkScanner(long most) {
        this.most = most;
    }

    boolean ended() {
        return at == At.END;
    }

    /** How many of the buffer's readable bytes belong to the body; reads none. */
    int scan(ByteBuf buffer) throws RefusedException {
        int index = buffer.readerIndex();
        while (index < buffer.writerIndex() && at != At.END) {
            if (at == At.DATA) {
                int step = (int) Math.min(left, buffer.writerIndex() - index);
                left -= step;
                index += step;
                at = left == 0 ? At.DATA_CR : At.DATA;
            } else {
                at = next(buffer.getUnsignedByte(index++));
            }
        }
        return index - buffer.readerIndex();
    }

    private At next(int b) throws RefusedException {
        return switch (at) {
            case SIZE -> size(b);
            case EXTENSION -> extension(b);
            case SIZE_LF -> sized(b);
            case DATA_CR -> only(b, '\r', At.DATA_LF);
            case DATA_LF -> only(b, '\n', At.SIZE);
            case TRAILER -> trailer(b);
            case TRAILER_LF -> trailed(b);
            case DATA, END -> at;
        };
    }

    private static At only(int b, char wanted, At then) throws RefusedException {
        if (b != wanted) {
            throw Refusal.bad("chunk is not followed by CRLF");
        }
        return then;
    }

    private At size(int b) throws RefusedException {
        int digit = b < 0x80 ? Character.digit(b, 16) : -1;
        if (digit >= 0 && digits < MOST_DIGITS) {
            digits++;
            left = (left << 4) | digit;
            return At.SIZE;
        }
        if (digits > 0 && b == '\r') {
            return At.SIZE_LF;
        }
        if (digits > 0 && b == ';') {
            line.setLength(0);
            line.append(';');
            return At.EXTENSION;
        }
        throw Refusal.bad("chunk size is not one to eight hexadecimal digits");
    }

    private At extension(int b) throws RefusedException {
        if (b != '\r') {
            line.append((char) b);
            if (line.length() > MOST_EXTENSION) {
                throw Refusal.bad("chunk extension is too long");
            }
            return At.EXTENSION;
        }
        extensions += line.length();
        if (extensions > MOST_EXTENSIONS || !ChunkExtensions.wellFormed(line)) {
            throw Refusal.bad("chunk extensions are malformed or too many");
        }
        return At.SIZE_LF;
    }

    private At sized(int b) throws RefusedException {
        only(b, '\n', At.DATA);
        total += left;
        if (total > most) {
            throw Refusal.of(413, "body is larger than " + most + " bytes");
        }
        digits = 0;
        line.setLength(0);
        return left == 0 ? At.TRAILER : At.DATA;
    }

    private At trailer(int b) throws RefusedException {
        if (b == '\r') {
            return At.TRAILER_LF;
        }
        if (++trailers > MOST_TRAILER) {
            throw Refusal.of(431, "trailer fields are too long");
        }
        line.append((char) b);
        return At.TRAILER;
    }

    private At trailed(int b) throws RefusedException {
        only(b, '\n', At.TRAILER);
        if (line.isEmpty()) {
            return At.END;
        }
        WireHead.field(line.toString());
        line.setLength(0);
        return At.TRAILER;
    }
}
