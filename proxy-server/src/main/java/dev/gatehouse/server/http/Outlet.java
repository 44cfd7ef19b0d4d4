package dev.gatehouse.server.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelProgressiveFuture;
import io.netty.channel.ChannelProgressiveFutureListener;
import io.netty.channel.ChannelProgressivePromise;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends messages from a virtual thread and waits until the client takes them: only a few are under
 * way at a time, and a client that does not take 64 KiB, or the rest, within the time is given up.
 */
final class Outlet {
    private static final int MOST_UNDER_WAY = 4;

    private final Channel channel;
    private final Duration patience;
    private final ArrayDeque<ChannelFuture> underWay = new ArrayDeque<>();
    private final AtomicLong progress = new AtomicLong();

    Outlet(Channel channel, Duration patience) {
        this.channel = channel;
        this.patience = patience;
    }

    /** Fails early when nobody is there any more. */
    void open() throws IOException {
        if (!channel.isActive()) {
            throw new IOException("the client went away");
        }
    }

    /** Takes the message over; it goes out with the next that is sent. */
    void add(Object message) {
        underWay.add(channel.write(message));
    }

    /** Takes the message over; returns when there is room for another. */
    void send(Object message) throws IOException, InterruptedException {
        ChannelProgressivePromise promise = channel.newProgressivePromise();
        promise.addListener(new Progress(progress));
        underWay.add(channel.writeAndFlush(message, promise));
        while (underWay.size() > MOST_UNDER_WAY) {
            await(underWay.remove());
        }
    }

    /** Returns when the client's side has taken everything. */
    void drain() throws IOException, InterruptedException {
        while (!underWay.isEmpty()) {
            await(underWay.remove());
        }
    }

    private void await(ChannelFuture sent) throws IOException, InterruptedException {
        long before = progress.get();
        while (!sent.await(patience.toMillis())) {
            long now = progress.get();
            if (now - before < BodyPieces.SIZE) {
                throw new IOException("the client does not take the answer");
            }
            before = now;
        }
        if (!sent.isSuccess()) {
            throw new IOException("the client went away", sent.cause());
        }
    }

    /** Counts the bytes of pieces that go out in parts; called on the event loop. */
    private static final class Progress implements ChannelProgressiveFutureListener {
        private final AtomicLong sum;
        private long seen;

        Progress(AtomicLong sum) {
            this.sum = sum;
        }

        @Override
        public void operationProgressed(ChannelProgressiveFuture future, long sent, long total) {
            sum.addAndGet(sent - seen);
            seen = sent;
        }

        @Override
        public void operationComplete(ChannelProgressiveFuture future) {}
    }
}
