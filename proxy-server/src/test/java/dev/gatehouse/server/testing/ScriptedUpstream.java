package dev.gatehouse.server.testing;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import javax.net.ssl.SSLContext;

/**
 * An HTTP/1.1 server on a loopback address that does to its client whatever its script says, byte
 * for byte: it stalls, trickles, cuts, resets and lies. It keeps the raw bytes of every request.
 *
 * <p>Any number of connections at once, each on a virtual thread of its own; the handler is called
 * on that thread. Threads, sockets and scripts that hold end with {@link #close}.
 *
 * <pre>{@code
 * try (var upstream = ScriptedUpstream.answering(request -> switch (request.path()) {
 *         case "/acme-lib" -> Script.json("{}").truncatedTo(1);
 *         case "/slow" -> Script.silence();
 *         default -> Script.status(404);
 *     })) {
 *     client.get(upstream.url());
 *     assertThat(upstream.requests()).hasSize(1);
 * }
 * }</pre>
 */
public final class ScriptedUpstream implements AutoCloseable {
    private final ServerSocket server;
    private final String scheme;
    private final String host;
    private volatile Function<RecordedRequest, Script> handler;
    private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
    private final Map<Integer, Socket> open = new ConcurrentHashMap<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong bytesSent = new AtomicLong();
    private final Thread acceptor =
            Thread.ofVirtual().name("scripted-upstream-accept").unstarted(this::accept);
    private @Nullable RefusingPort afterwards;

    private ScriptedUpstream(
            ServerSocket server,
            String scheme,
            String host,
            Function<RecordedRequest, Script> handler) {
        this.server = server;
        this.scheme = scheme;
        this.host = host;
        this.handler = handler;
    }

    /** On 127.0.0.1 and a free port; already listening. */
    public static ScriptedUpstream answering(Function<RecordedRequest, Script> handler) {
        return at("127.0.0.1", handler);
    }

    /** The same script for every request. */
    public static ScriptedUpstream always(Script script) {
        return answering(request -> script);
    }

    /** On another loopback address, as {@code 127.0.0.2}: a second host without DNS. */
    public static ScriptedUpstream at(String address, Function<RecordedRequest, Script> handler) {
        return start("http", address, handler, (at) -> new ServerSocket(0, 128, at));
    }

    /** The same place again after its end: connections to it were refused in between. */
    public ScriptedUpstream reopened() {
        int port = port();
        leave();
        return start(
                "http",
                host,
                handler,
                (at) -> RefusingPort.patiently(() -> new ServerSocket(port, 128, at)));
    }

    /** With TLS on 127.0.0.1; its URL says {@code localhost}. */
    public static ScriptedUpstream withTls(
            SSLContext tls, Function<RecordedRequest, Script> handler) {
        return start(
                "https",
                "127.0.0.1",
                handler,
                (at) -> tls.getServerSocketFactory().createServerSocket(0, 128, at));
    }

    private static ScriptedUpstream start(
            String scheme,
            String address,
            Function<RecordedRequest, Script> handler,
            Listening listening) {
        try {
            ServerSocket server = listening.on(InetAddress.ofLiteral(address));
            String host = scheme.equals("https") ? "localhost" : address;
            var upstream = new ScriptedUpstream(server, scheme, host, handler);
            upstream.acceptor.start();
            return upstream;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Listening {
        ServerSocket on(InetAddress address) throws IOException;
    }

    /** Its root, with a last slash. */
    public URI url() {
        return URI.create(scheme + "://" + host + ":" + port() + "/");
    }

    public URI url(String path) {
        return url().resolve(path);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Answers otherwise from the next request on. */
    public void answer(Function<RecordedRequest, Script> newHandler) {
        handler = newHandler;
    }

    /** All requests so far, in order of arrival. */
    public List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    /** The requests for one path, whatever their query. */
    public List<RecordedRequest> requests(String path) {
        return requests.stream().filter(request -> request.path().equals(path)).toList();
    }

    public void forgetRequests() {
        requests.clear();
    }

    /** How many connections were accepted so far. */
    public int connections() {
        return connections.get();
    }

    /** How many connections are open now. */
    public int openConnections() {
        return open.size();
    }

    /** How many bytes were handed to sockets so far. */
    public long bytesSent() {
        return bytesSent.get();
    }

    /** Whether every connection was closed, by either side, within this time. */
    public boolean awaitNoConnections(Duration limit) throws InterruptedException {
        return await(open::isEmpty, limit);
    }

    /** Whether so many requests arrived within this time. */
    public boolean awaitRequests(int count, Duration limit) throws InterruptedException {
        return await(() -> requests.size() >= count, limit);
    }

    private static boolean await(BooleanSupplier condition, Duration limit)
            throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            Thread.sleep(Duration.ofMillis(5));
        }
        return true;
    }

    /**
     * Stops listening and cuts all connections. Its port stays its own and refuses connections as
     * long as somebody holds this object: given to another server, which would answer in its place,
     * it would be no failure any more.
     */
    @Override
    public synchronized void close() {
        if (afterwards == null) {
            closeQuietly(server);
            awaitUninterruptibly(acceptor); // until then the socket listens
            afterwards = RefusingPort.at(server.getInetAddress(), port());
        }
        open.values().forEach(ScriptedUpstream::closeQuietly);
    }

    private static void awaitUninterruptibly(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void leave() {
        if (afterwards != null) {
            closeQuietly(afterwards);
        }
    }

    /** Cuts all connections and goes on listening. */
    public void dropConnections() {
        open.values().forEach(ScriptedUpstream::closeQuietly);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                int number = connections.incrementAndGet();
                open.put(number, socket);
                Thread.ofVirtual()
                        .name("scripted-upstream-" + number)
                        .start(() -> converse(socket, number));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void converse(Socket socket, int number) {
        try (socket) {
            var reader = new RequestReader(socket.getInputStream(), number);
            var player = new ScriptPlayer(socket, bytesSent);
            for (var request = reader.next(); request.isPresent(); request = reader.next()) {
                requests.add(request.get());
                if (!player.play(handler.apply(request.get()))) {
                    return;
                }
            }
        } catch (IOException e) {
            // The client is gone, or spoke no TLS: what its requests were is recorded.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(number);
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            throw new IllegalStateException("closing a socket failed", e);
        }
    }
}
