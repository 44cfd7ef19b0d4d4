package dev.gatehouse.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;

import org.jspecify.annotations.Nullable;

/**
 * Stands before Netty's codec and lets only bytes through that belong to a request which the strict
 * grammar accepts, one request at a time: the next begins when {@link #next} is called. So
 * pipelined requests are answered in order, what waits is bounded by one read, and after a refusal
 * nothing is read as a request again. Confined to its event loop.
 *
 * <p>Passes on: an {@link Inbound} before the bytes of each request, or a {@link Refusal}.
 */
// What becomes of a close shows in channelInactive, not in its future.
@SuppressWarnings("FutureReturnValueIgnored")
final class WireGate extends ChannelDuplexHandler {
    private enum Mode {
        HEAD,
        BODY,
        PAUSED,
        REFUSED,
        DISCARDING
    }

    private final HttpLimits limits;
    private final HttpTimeouts timeouts;
    private final RequestReader reader;
    private final Peer peer;
    private final HeadEnd headEnd;

    private @Nullable ByteBuf held;
    private @Nullable BodyEnd bodyEnd;
    private @Nullable Alarm alarm;
    private Mode mode = Mode.HEAD;
    private long thrown;
    private boolean working;
    private boolean inputEnded;
    private boolean draining;

    WireGate(HttpSettings settings, RequestReader reader, Peer peer) {
        this.limits = settings.limits();
        this.timeouts = settings.timeouts();
        this.reader = reader;
        this.peer = peer;
        this.headEnd = new HeadEnd(limits);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        alarm(ctx).set(timeouts.head(), ctx::close);
        ctx.fireChannelActive();
        ctx.read();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        alarm(ctx).cancel();
        letGo();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        letGo();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (mode == Mode.REFUSED || mode == Mode.DISCARDING) {
            throwAway(ctx, bytes);
            return;
        }
        ByteBuf before = held;
        held =
                before == null
                        ? bytes
                        : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), before, bytes);
        work(ctx);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.fireChannelReadComplete();
        if (mode == Mode.HEAD || mode == Mode.DISCARDING) {
            ctx.read();
        }
    }

    // While a request is being answered nothing more is read: the client has to wait.
    @Override
    public void read(ChannelHandlerContext ctx) {
        if (mode == Mode.HEAD || mode == Mode.BODY) {
            ctx.read();
        }
    }

    /** The request is answered; looks for the next one. */
    void next(ChannelHandlerContext ctx) {
        if (mode != Mode.PAUSED) {
            return;
        }
        mode = Mode.HEAD;
        ByteBuf rest = held;
        if (rest != null && !rest.isReadable()) {
            letGo();
        }
        if (held == null && (draining || inputEnded)) {
            ctx.close();
            return;
        }
        alarm(ctx).set(held == null ? timeouts.idle() : timeouts.head(), () -> late(ctx));
        work(ctx);
        if (mode == Mode.HEAD && !working) {
            ctx.read();
        }
    }

    /** Nothing that comes now matters: throws it away, for some time, until the client hangs up. */
    void discard(ChannelHandlerContext ctx) {
        mode = Mode.DISCARDING;
        letGo();
        if (inputEnded) {
            ctx.close();
            return;
        }
        alarm(ctx).set(timeouts.linger(), ctx::close);
        ctx.read();
    }

    private void throwAway(ChannelHandlerContext ctx, ByteBuf bytes) {
        thrown += bytes.readableBytes();
        bytes.release();
        if (thrown > limits.upload()) {
            ctx.close();
        }
    }

    private void work(ChannelHandlerContext ctx) {
        if (working) {
            return;
        }
        working = true;
        try {
            while (held != null && held.isReadable() && (mode == Mode.HEAD || mode == Mode.BODY)) {
                if (!(mode == Mode.HEAD ? head(ctx, held) : body(ctx, held))) {
                    break;
                }
            }
        } catch (RefusedException e) {
            refuse(ctx, e.refusal());
        } finally {
            working = false;
        }
        ByteBuf rest = held;
        if (rest != null && !rest.isReadable()) {
            letGo();
        }
        if (inputEnded && mode == Mode.HEAD) {
            ctx.close();
        }
    }

    private boolean head(ChannelHandlerContext ctx, ByteBuf bytes) throws RefusedException {
        if (headEnd.isFresh()) {
            alarm(ctx).set(timeouts.head(), () -> late(ctx));
        }
        int length = headEnd.find(bytes);
        if (length < 0) {
            return false;
        }
        headEnd.reset();
        ByteBuf head = bytes.readRetainedSlice(length);
        boolean passed = false;
        try {
            Inbound inbound = reader.read(ByteBufUtil.getBytes(head), peer);
            alarm(ctx).cancel();
            bodyEnd = new BodyEnd(inbound.framing(), limits.upload());
            mode = bodyEnd.reached() ? Mode.PAUSED : Mode.BODY;
            passed = true;
            ctx.fireChannelRead(inbound);
            ctx.fireChannelRead(head);
        } finally {
            if (!passed) {
                head.release();
            }
        }
        return true;
    }

    private boolean body(ChannelHandlerContext ctx, ByteBuf bytes) throws RefusedException {
        BodyEnd end = bodyEnd;
        if (end == null) {
            throw new IllegalStateException("a body without a head");
        }
        int length = end.scan(bytes);
        ByteBuf part = bytes.readRetainedSlice(length);
        if (end.reached()) {
            mode = Mode.PAUSED;
        }
        ctx.fireChannelRead(part);
        return true;
    }

    private void refuse(ChannelHandlerContext ctx, Refusal refusal) {
        alarm(ctx).cancel();
        mode = Mode.REFUSED;
        letGo();
        ctx.fireChannelRead(refusal);
    }

    private void late(ChannelHandlerContext ctx) {
        if (headEnd.isFresh()) {
            ctx.close();
        } else {
            refuse(ctx, new Refusal(408, "the head of the request took too long"));
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof Signal signal) {
            draining |= signal == Signal.DRAIN;
            if (mode == Mode.HEAD && headEnd.isFresh()) {
                ctx.close();
            }
        } else if (event == ChannelInputShutdownEvent.INSTANCE) {
            inputEnded = true;
            if (mode == Mode.HEAD || mode == Mode.DISCARDING) {
                ctx.close();
                return;
            }
        }
        ctx.fireUserEventTriggered(event);
    }

    private Alarm alarm(ChannelHandlerContext ctx) {
        Alarm known = alarm;
        if (known == null) {
            known = new Alarm(ctx);
            alarm = known;
        }
        return known;
    }

    private void letGo() {
        ByteBuf rest = held;
        held = null;
        if (rest != null) {
            rest.release();
        }
    }
}
