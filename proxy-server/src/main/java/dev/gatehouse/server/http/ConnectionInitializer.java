package dev.gatehouse.server.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;

/** Builds the pipeline of a connection: TLS, our own validation, Netty's codec, the exchanges. */
final class ConnectionInitializer extends ChannelInitializer<Channel> {
    private final Front front;
    private final @Nullable SslContext tls;

    ConnectionInitializer(Front front, @Nullable SslContext tls) {
        this.front = front;
        this.tls = tls;
    }

    /**
     * Every limit of Netty's decoder, pinned, because its defaults have changed several times. They
     * are a little wider than ours, which come first.
     */
    static HttpDecoderConfig codec(HttpLimits limits) {
        return new HttpDecoderConfig()
                .setInitialBufferSize(256)
                .setMaxInitialLineLength(limits.line() + 2)
                .setMaxHeaderSize(limits.head() + 2)
                .setMaxChunkSize(BodyPieces.SIZE)
                .setChunkedSupported(true)
                .setAllowPartialChunks(true)
                .setAllowDuplicateContentLengths(false)
                .setUseRfc9112TransferEncoding(true)
                .setStrictLineParsing(true)
                .setValidateHeaders(true);
    }

    @Override
    protected void initChannel(Channel channel) {
        front.metrics().opened();
        boolean admitted = front.connections().admit(channel);
        channel.closeFuture()
                .addListener(
                        closed -> {
                            front.connections().closed(channel);
                            front.metrics().closed();
                        });
        ChannelPipeline pipeline = channel.pipeline();
        if (!admitted) {
            front.metrics().refused(503);
            pipeline.addLast(new Overflow());
            return;
        }
        if (tls != null) {
            SslHandler handler = tls.newHandler(channel.alloc());
            handler.setHandshakeTimeoutMillis(front.settings().timeouts().handshake().toMillis());
            pipeline.addLast(handler);
        }
        WireGate gate = new WireGate(front.settings(), front.reader(), peer(channel));
        pipeline.addLast(gate);
        pipeline.addLast(new HttpServerCodec(codec(front.settings().limits())));
        pipeline.addLast(new ExchangeHandler(front, gate));
    }

    private Peer peer(Channel channel) {
        InetSocketAddress remote = (InetSocketAddress) channel.remoteAddress();
        InetSocketAddress local = (InetSocketAddress) channel.localAddress();
        return new Peer(remote.getAddress(), local.getAddress(), local.getPort(), tls != null);
    }
}
