package dev.gatehouse.server.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import java.nio.charset.StandardCharsets;

/** Tells a client that there is no room for its connection, and hangs up. */
final class Overflow extends ChannelInboundHandlerAdapter {
    private static final byte[] FULL =
            """
            HTTP/1.1 503 Service Unavailable\r
            retry-after: 1\r
            content-length: 0\r
            connection: close\r
            \r
            """
                    .getBytes(StandardCharsets.US_ASCII);

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(Unpooled.wrappedBuffer(FULL)).addListener(ChannelFutureListener.CLOSE);
    }
}
