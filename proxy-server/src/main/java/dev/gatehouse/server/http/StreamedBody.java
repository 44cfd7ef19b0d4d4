package dev.gatehouse.server.http;

import dev.gatehouse.core.http.RequestBody;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A request's body as handlers see it: coding undone. Remembers the first broken rule, because the
 * client is to be told of that, whatever the handler made of the failed read.
 */
final class StreamedBody implements RequestBody {
    private final InboundBody inbound;
    private final Inbound request;
    private final HttpLimits limits;
    private @Nullable InputStream opened;
    private volatile @Nullable Refusal refusal;

    StreamedBody(InboundBody inbound, Inbound request, HttpLimits limits) {
        this.inbound = inbound;
        this.request = request;
        this.limits = limits;
    }

    @Override
    public InputStream open() throws IOException {
        if (opened != null) {
            throw new IOException("the body of a request can be read once");
        }
        InputStream stream = new Watched(request.gzip() ? new Gunzip(inbound, limits) : inbound);
        opened = stream;
        return stream;
    }

    @Override
    public OptionalLong length() {
        return request.framing() instanceof Framing.Length(long bytes) && !request.gzip()
                ? OptionalLong.of(bytes)
                : OptionalLong.empty();
    }

    /** What the client did wrong with this body, seen by the reader or on the wire. */
    Optional<Refusal> refusal() {
        return Optional.ofNullable(refusal).or(inbound::refusal);
    }

    /** Frees what it holds; reads fail from now on. */
    void release() throws IOException {
        inbound.discard();
        InputStream stream = opened;
        if (stream != null) {
            stream.close();
        }
    }

    private final class Watched extends InputStream {
        private final InputStream in;

        Watched(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                return in.read(target, offset, length);
            } catch (RefusedException e) {
                refusal = e.refusal();
                throw e;
            }
        }

        @Override
        public int available() throws IOException {
            return in.available();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
