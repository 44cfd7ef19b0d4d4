package dev.gatehouse.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A loopback port that refuses connections, and that nobody else gets while this is open. */
public final class RefusingPort implements AutoCloseable {
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(30);

    private final Socket bound = new Socket();

    private RefusingPort(InetSocketAddress at) throws IOException {
        try {
            bound.setReuseAddress(true);
            bound.bind(at);
            // With it, whoever asks for any free port could be given this one too.
            bound.setReuseAddress(false);
        } catch (IOException e) {
            bound.close();
            throw e;
        }
    }

    public static RefusingPort open() {
        return at(InetAddress.ofLiteral("127.0.0.1"), 0);
    }

    /** At that place, where a server listened until now. */
    static RefusingPort at(InetAddress address, int port) {
        try {
            return patiently(() -> new RefusingPort(new InetSocketAddress(address, port)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Something that takes a port. */
    interface Taking<T> {
        T take() throws IOException;
    }

    /**
     * Takes a port that was just let go: a process that is being started has all sockets of the one
     * that starts it for a moment, and the JDK keeps one until the thread that waits in it has
     * left.
     */
    static <T> T patiently(Taking<T> taking) throws IOException {
        long end = System.nanoTime() + LONGEST_CLOSE.toNanos();
        while (true) {
            try {
                return taking.take();
            } catch (BindException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(1_000_000);
            }
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
