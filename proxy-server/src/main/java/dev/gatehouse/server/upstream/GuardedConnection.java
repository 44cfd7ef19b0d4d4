package dev.gatehouse.server.upstream;

import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultContentLengthStrategy;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

import javax.net.ssl.SSLSocket;

/**
 * A connection that reads strictly, and that is never used again once the upstream has sent a byte
 * that no request asked for: that byte would be the beginning of the next answer, under another
 * name.
 */
final class GuardedConnection extends DefaultManagedHttpClientConnection {
    private static final Timeout GLANCE = Timeout.ofMilliseconds(1);

    private GuardedConnection(String id) {
        super(
                id,
                null,
                null,
                Http1Config.DEFAULT,
                new StrictFraming(),
                DefaultContentLengthStrategy.INSTANCE,
                null,
                config -> new StrictResponseParser());
    }

    /** Makes connections, with ids for the log. Any number of threads. */
    static final class Factory implements HttpConnectionFactory<ManagedHttpClientConnection> {
        private final AtomicLong count = new AtomicLong();

        @Override
        public ManagedHttpClientConnection createConnection(@Nullable Socket socket)
                throws IOException {
            var connection = new GuardedConnection("upstream-" + count.incrementAndGet());
            if (socket != null) {
                connection.bind(socket);
            }
            return connection;
        }

        @Override
        public ManagedHttpClientConnection createConnection(SSLSocket tls, Socket socket)
                throws IOException {
            var connection = new GuardedConnection("upstream-" + count.incrementAndGet());
            connection.bind(tls, socket);
            return connection;
        }
    }

    /** Called when the connection goes back to the pool. */
    @Override
    public void passivate() {
        if (hasMore()) {
            close(CloseMode.IMMEDIATE);
            return;
        }
        super.passivate();
    }

    /** Called before the connection is taken from the pool. */
    @Override
    public boolean isStale() throws IOException {
        return super.isStale() || hasMore();
    }

    private boolean hasMore() {
        try {
            return isOpen() && isDataAvailable(GLANCE);
        } catch (IOException e) {
            // The other side is gone, which is as bad.
            return true;
        }
    }

    @Override
    protected InputStream createContentInputStream(
            long length, SessionInputBuffer buffer, InputStream in) {
        return length == StrictFraming.CHUNKED
                ? new StrictChunks(buffer, in)
                : super.createContentInputStream(length, buffer, in);
    }
}
