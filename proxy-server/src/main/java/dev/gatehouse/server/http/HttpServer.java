package dev.gatehouse.server.http;

import dev.gatehouse.core.http.Handler;
import dev.gatehouse.core.http.ReadyAnswers;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.ssl.SslContext;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Serves HTTP/1.1. Each request is handled on a virtual thread of its own, except what {@link
 * ReadyAnswers} has ready. Start and close it once each; both may be called by any thread.
 */
public final class HttpServer implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final int IDLE_FILES = 256;
    private static final int BACKLOG = 1024;

    private final HttpSettings settings;
    private final Front front;
    private final OpenFiles files;
    private Transport transport = Transport.best();
    private @Nullable EventLoopGroup acceptor;
    private @Nullable EventLoopGroup workers;
    private @Nullable Channel listening;

    /** A server that does not listen yet. */
    public HttpServer(
            HttpSettings settings,
            Handler handler,
            ReadyAnswers ready,
            HttpMetrics metrics,
            InstantSource clock) {
        this.settings = settings;
        ThreadFactory threads = Thread.ofVirtual().name("request-", 0).factory();
        this.files = new OpenFiles(IDLE_FILES, task -> threads.newThread(task).start());
        HttpLimits limits = settings.limits();
        this.front =
                new Front(
                        settings,
                        new RequestReader(limits, settings.names()),
                        ready,
                        handler,
                        new ResponseWriter(
                                new ResponseHeads(clock), files, settings.timeouts().reader()),
                        new InFlight(limits.inFlight()),
                        new Connections(limits.connections()),
                        metrics,
                        threads);
    }

    /** Waits for sockets in that way, instead of the best one. */
    HttpServer by(Transport way) {
        transport = way;
        return this;
    }

    /**
     * Listens.
     *
     * @throws IOException when the address cannot be had, or a TLS file cannot be used
     */
    public void start() throws IOException, InterruptedException {
        SslContext tls = settings.tls().isEmpty() ? null : Tls.context(settings.tls().get());
        acceptor = transport.loops(1, "http-accept");
        workers = transport.loops(Runtime.getRuntime().availableProcessors(), "http");
        ChannelFuture bound = bootstrap(tls).bind(settings.listen()).await();
        if (!bound.isSuccess()) {
            close();
            throw new IOException("cannot listen at " + settings.listen(), bound.cause());
        }
        listening = bound.channel();
        LOG.info("Listening at {} ({})", listening.localAddress(), transport);
    }

    private ServerBootstrap bootstrap(@Nullable SslContext tls) {
        AdaptiveRecvByteBufAllocator reads =
                new AdaptiveRecvByteBufAllocator(512, 4096, BodyPieces.SIZE);
        reads.maxMessagesPerRead(1);
        return new ServerBootstrap()
                .group(acceptor, workers)
                .channel(transport.channel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, reads)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(BodyPieces.SIZE, 4 * BodyPieces.SIZE))
                .childHandler(new ConnectionInitializer(front, tls));
    }

    /** The port that it listens at. */
    public int port() {
        Channel channel = listening;
        if (channel == null) {
            throw new IllegalStateException("not started");
        }
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** How many requests are being answered now. */
    public int inFlight() {
        return front.inFlight().count();
    }

    /** How many connections are open now. */
    public int connections() {
        return front.connections().count();
    }

    OpenFiles files() {
        return files;
    }

    /**
     * Stops: accepts nothing more, lets what is in flight end for at most the drain time, then cuts
     * it. Returns when all is closed.
     */
    @Override
    public void close() {
        try {
            if (listening != null) {
                listening.close().await();
                front.connections().drain(settings.timeouts().drain());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stop(acceptor);
        stop(workers);
        files.close();
    }

    private static void stop(@Nullable EventLoopGroup loops) {
        if (loops != null) {
            loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(10_000);
        }
    }
}
