package dev.gatehouse.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The end of a connection's pipeline: begins an {@link Exchange} for each request, feeds it, and
 * decides what comes after it. Confined to its event loop; never blocks.
 */
// What becomes of a close shows in channelInactive, not in its future.
@SuppressWarnings("FutureReturnValueIgnored")
final class ExchangeHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ExchangeHandler.class);
    private static final byte[] GO_ON =
            "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Front front;
    private final WireGate gate;
    private @Nullable Inbound accepted;
    private @Nullable Exchange exchange;

    ExchangeHandler(Front front, WireGate gate) {
        this.front = front;
        this.gate = gate;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            switch (message) {
                case Inbound inbound -> accepted = inbound;
                case Refusal refusal -> refuse(ctx, refusal);
                case HttpRequest request -> begin(ctx, request);
                case HttpContent content -> feed(content);
                default -> throw new IllegalStateException("unexpected " + message.getClass());
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest request) {
        Inbound inbound = accepted;
        accepted = null;
        if (inbound == null || !agrees(inbound.wire(), request)) {
            refuse(ctx, new Refusal(400, "the head of the request has two readings"));
            return;
        }
        front.connections().busy(ctx.channel());
        InboundBody bytes =
                new InboundBody(demand(ctx, inbound), front.settings().timeouts().body());
        if (!inbound.hasBody()) {
            bytes.end();
        }
        Exchange next =
                new Exchange(front, ctx.channel(), inbound, bytes, outcome -> ended(ctx, outcome));
        exchange = next;
        next.begin();
    }

    /** Whether Netty reads the same bytes as our own grammar does. */
    private static boolean agrees(WireHead wire, HttpRequest request) {
        return request.decoderResult().isSuccess()
                && request.method().name().equals(wire.method())
                && request.uri().equals(wire.target())
                && request.protocolVersion().minorVersion() == wire.minor()
                && request.headers().size() == wire.fields().size();
    }

    /**
     * What a reader runs that has nothing to read; the client may be waiting to be told to go on.
     */
    private static Runnable demand(ChannelHandlerContext ctx, Inbound inbound) {
        boolean[] told = {!inbound.waits()};
        return () ->
                ctx.executor()
                        .execute(
                                () -> {
                                    if (!told[0]) {
                                        told[0] = true;
                                        goOn(ctx);
                                    }
                                    if (ctx.channel().isActive()) {
                                        ctx.read();
                                    }
                                });
    }

    // Past the codec, which would take it for the answer.
    private static void goOn(ChannelHandlerContext ctx) {
        ctx.pipeline().context(WireGate.class).writeAndFlush(Unpooled.wrappedBuffer(GO_ON));
    }

    private void feed(HttpContent content) {
        Exchange current = exchange;
        if (current == null) {
            return;
        }
        if (!content.decoderResult().isSuccess()) {
            current.bytes().fail(Refusal.bad("the body of the request has two readings"));
            return;
        }
        ByteBuf bytes = content.content();
        current.bytes().offer(bytes.retain());
        if (content instanceof LastHttpContent) {
            current.bytes().end();
        }
    }

    private void refuse(ChannelHandlerContext ctx, Refusal refusal) {
        Exchange current = exchange;
        if (current != null) {
            current.bytes().fail(new RefusedException(refusal));
            return;
        }
        front.connections().busy(ctx.channel());
        front.metrics().refused(refusal.status());
        LOG.debug("Refused: {} {}", refusal.status(), refusal.reason());
        front.writer().writeRefusal(ctx.channel(), refusal).addListener(sent -> linger(ctx));
    }

    private void ended(ChannelHandlerContext ctx, Exchange.Outcome outcome) {
        exchange = null;
        if (!ctx.channel().isActive()) {
            return;
        }
        switch (outcome) {
            case NEXT -> {
                front.connections().idle(ctx.channel());
                gate.next(ctx.pipeline().context(gate));
            }
            case LINGER -> linger(ctx);
            case RESET -> Connections.reset(ctx.channel());
        }
    }

    /** Says that no more will come, and lets the client read what came before it hangs up. */
    private void linger(ChannelHandlerContext ctx) {
        if (!ctx.channel().isActive()) {
            return;
        }
        SslHandler tls = ctx.pipeline().get(SslHandler.class);
        if (tls != null) {
            tls.closeOutbound();
        } else if (ctx.channel() instanceof DuplexChannel channel) {
            channel.shutdownOutput();
        }
        gate.discard(ctx.pipeline().context(gate));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            breakOff();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        breakOff();
    }

    private void breakOff() {
        Exchange current = exchange;
        if (current != null) {
            current.bytes().fail(new IOException("the client broke off"));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException
                || cause instanceof UncheckedIOException
                || cause instanceof DecoderException) {
            LOG.debug("A connection broke", cause);
        } else {
            LOG.error("A connection failed", cause);
        }
        ctx.close();
    }
}
