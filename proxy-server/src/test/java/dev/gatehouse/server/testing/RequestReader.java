package dev.gatehouse.server.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Reads the requests of one connection, keeping every byte. */
final class RequestReader {
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END_OF_CHUNKS = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final InputStream in;
    private final int connection;
    private int number;

    RequestReader(InputStream in, int connection) {
        this.in = new BufferedInputStream(in);
        this.connection = connection;
    }

    /** The next request; empty when the client closed the connection instead of sending one. */
    Optional<RecordedRequest> next() throws IOException {
        var raw = new ByteArrayOutputStream();
        if (!readTo(END_OF_HEAD, raw)) {
            return Optional.empty();
        }
        int headLength = raw.size();
        String head = raw.toString(StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        if (head.contains("\ntransfer-encoding:")) {
            readTo(END_OF_CHUNKS, raw);
        } else {
            raw.write(in.readNBytes(contentLength(head)));
        }
        number++;
        return Optional.of(new RecordedRequest(connection, number, headLength, raw.toByteArray()));
    }

    private static int contentLength(String head) {
        return head.lines()
                .filter(line -> line.startsWith("content-length:"))
                .map(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0);
    }

    private boolean readTo(byte[] end, ByteArrayOutputStream raw) throws IOException {
        byte[] last = new byte[end.length];
        while (!Arrays.equals(last, end)) {
            int next = in.read();
            if (next < 0) {
                return false;
            }
            raw.write(next);
            System.arraycopy(last, 1, last, 0, last.length - 1);
            last[last.length - 1] = (byte) next;
        }
        return true;
    }
}
