package dev.gatehouse.server.telemetry;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The body of an answer, with whose end its call ends. Not thread-safe. */
final class TracedBody extends FilterInputStream {
    private final UpstreamCall call;

    TracedBody(InputStream body, UpstreamCall call) {
        super(body);
        this.call = call;
    }

    @Override
    public int read() throws IOException {
        try {
            return in.read();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return in.read(bytes, offset, length);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private IOException broken(IOException e) {
        call.fail("broken_body");
        return e;
    }

    @Override
    public void close() throws IOException {
        try {
            in.close();
        } finally {
            call.end();
        }
    }
}
