package dev.gatehouse.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/** A loopback port that refuses connections, and that nobody else gets while this is open. */
public final class RefusingPort implements AutoCloseable {
    private final Socket bound = new Socket();

    private RefusingPort(InetSocketAddress at) throws IOException {
        bound.setReuseAddress(true);
        bound.bind(at);
        // With it, whoever asks for any free port could be given this one too.
        bound.setReuseAddress(false);
    }

    public static RefusingPort open() {
        return at(InetAddress.ofLiteral("127.0.0.1"), 0);
    }

    /** At that place, where a server listened until now. */
    static RefusingPort at(InetAddress address, int port) {
        try {
            return new RefusingPort(new InetSocketAddress(address, port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + bound.getLocalPort() + "/");
    }

    @Override
    public void close() throws IOException {
        bound.close();
    }
}
