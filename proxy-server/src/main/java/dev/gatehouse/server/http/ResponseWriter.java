package dev.gatehouse.server.http;

import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.LiveContent;
import dev.gatehouse.core.http.Response;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The only code that turns a {@link Body} into Netty's objects. Safe for threads: it has no state.
 *
 * <p>Memory goes out as it is; files by the kernel from shared channels, or read by the virtual
 * thread where that cannot be (TLS), or would cost more (small ones).
 */
final class ResponseWriter {
    private static final Logger LOG = LoggerFactory.getLogger(ResponseWriter.class);

    private final ResponseHeads heads;
    private final OpenFiles files;
    private final Duration patience;

    ResponseWriter(ResponseHeads heads, OpenFiles files, Duration patience) {
        this.heads = heads;
        this.files = files;
        this.patience = patience;
    }

    /** Whether the answer is small enough to be written on the event loop. */
    static boolean isShort(Inbound request, Response response) {
        return !ResponseHeads.hasBody(request, response)
                || (response.body() instanceof Body.Memory memory
                        && memory.length() <= BodyPieces.SIZE);
    }

    /** Writes a short answer; does not wait. */
    ChannelFuture writeShort(Channel channel, Inbound request, Response response, boolean keep) {
        ByteBuf content = Unpooled.EMPTY_BUFFER;
        if (ResponseHeads.hasBody(request, response)
                && response.body() instanceof Body.Memory memory) {
            content = MemoryPieces.whole(memory.segments());
        }
        return writeNow(channel, heads.head(request, response, keep), content);
    }

    /** Tells a stranger why nothing was read; does not wait. */
    ChannelFuture writeRefusal(Channel channel, Refusal refusal) {
        Response response = refusal(refusal);
        ByteBuf content = Unpooled.EMPTY_BUFFER;
        if (response.body() instanceof Body.Memory memory) {
            content = MemoryPieces.whole(memory.segments());
        }
        return writeNow(channel, heads.refusal(response), content);
    }

    static Response refusal(Refusal refusal) {
        Response response = Response.text(refusal.status(), refusal.reason() + "\n");
        return refusal.status() == 415
                ? response.with("accept-encoding", "gzip, identity")
                : response;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the last write fails when the head does
    private ChannelFuture writeNow(Channel channel, HttpResponse head, ByteBuf content) {
        channel.write(head);
        ChannelFuture sent = channel.writeAndFlush(new DefaultLastHttpContent(content));
        if (!sent.isDone()) {
            var late =
                    channel.eventLoop()
                            .schedule(
                                    () -> Connections.reset(channel),
                                    patience.toNanos(),
                                    TimeUnit.NANOSECONDS);
            sent.addListener(done -> late.cancel(false));
        }
        return sent;
    }

    /**
     * Writes an answer and returns when the client's side has taken it; on a virtual thread.
     *
     * @throws IOException when the answer is not complete: the connection must be reset
     */
    void write(Channel channel, Inbound request, Response response, boolean keep)
            throws IOException, InterruptedException {
        Outlet outlet = new Outlet(channel, patience);
        outlet.open();
        Opened opened = open(channel, request, response);
        try (BodyPieces pieces = opened.pieces()) {
            outlet.add(heads.head(request, opened.response(), keep));
            Object piece = pieces.next();
            while (piece != null) {
                outlet.send(piece instanceof ByteBuf bytes ? new DefaultHttpContent(bytes) : piece);
                piece = pieces.next();
            }
            outlet.send(LastHttpContent.EMPTY_LAST_CONTENT);
            outlet.drain();
        }
    }

    /** A response, and its body ready to be sent. */
    private record Opened(Response response, BodyPieces pieces) {
        static Opened without(Response response) {
            return new Opened(response, new MemoryPieces(List.of()));
        }
    }

    // Nothing was sent yet, so a status says more than a reset.
    private Opened open(Channel channel, Inbound request, Response response)
            throws InterruptedException {
        if (!ResponseHeads.hasBody(request, response)) {
            return Opened.without(response);
        }
        try {
            return new Opened(response, open(channel, response.body()));
        } catch (IOException e) {
            LOG.warn("The body of an answer cannot be read", e);
            return Opened.without(unreadable(response.body()));
        }
    }

    private BodyPieces open(Channel channel, Body body) throws IOException, InterruptedException {
        ByteBufAllocator allocator = channel.alloc();
        return switch (body) {
            case Body.Memory memory -> new MemoryPieces(memory.segments());
            case Body.FileRange(Path path, long offset, long length) ->
                    length <= BodyPieces.SIZE || channel.pipeline().get(SslHandler.class) != null
                            ? ReadPieces.of(path, offset, length, allocator)
                            : new RegionPieces(files.region(path, offset, length));
            case Body.Growing growing ->
                    ReadPieces.of(growing.content(), growing.offset(), growing.length(), allocator);
            case Body.Live(LiveContent content) -> new LivePieces(content);
        };
    }

    private static Response unreadable(Body body) {
        int status = body instanceof Body.Growing ? 502 : 500;
        return Response.of(status, Headers.of("cache-control", "no-store"), Body.EMPTY);
    }
}
