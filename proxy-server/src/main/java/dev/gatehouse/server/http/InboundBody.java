package dev.gatehouse.server.http;

import io.netty.buffer.ByteBuf;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Hands a request's bytes from the event loop to the one thread that reads them. More is asked of
 * the client only when all that came was read, so a slow handler slows its client. The lock is held
 * to copy memory, never over I/O.
 */
final class InboundBody extends InputStream {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<ByteBuf> pieces = new ArrayDeque<>();
    private final Runnable demand;
    private final Duration patience;

    private boolean ended;
    private boolean discarded;
    private @Nullable IOException fault;

    /**
     * @param demand asks the connection for more; called by the reading thread
     * @param patience how long the reader waits for each piece
     */
    InboundBody(Runnable demand, Duration patience) {
        this.demand = demand;
        this.patience = patience;
    }

    /** Takes the piece over; on the event loop. */
    void offer(ByteBuf piece) {
        lock.lock();
        try {
            if (discarded || fault != null || !piece.isReadable()) {
                piece.release();
                return;
            }
            pieces.add(piece);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** All of it has come. */
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** No more will come; the first fault stays. */
    void fail(IOException cause) {
        lock.lock();
        try {
            if (fault == null && !ended) {
                fault = cause;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether the client has sent all of it. */
    boolean complete() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the client, not the reader, is why it cannot be read. */
    boolean hasFailed() {
        lock.lock();
        try {
            return fault != null;
        } finally {
            lock.unlock();
        }
    }

    /** The rule that the client broke on the wire. */
    Optional<Refusal> refusal() {
        lock.lock();
        try {
            return fault instanceof RefusedException e
                    ? Optional.of(e.refusal())
                    : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Nobody reads it any more. */
    void discard() {
        lock.lock();
        try {
            discarded = true;
            pieces.forEach(ByteBuf::release);
            pieces.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        lock.lock();
        try {
            ByteBuf piece = await();
            if (piece == null) {
                return -1;
            }
            int count = Math.min(length, piece.readableBytes());
            piece.readBytes(target, offset, count);
            if (!piece.isReadable()) {
                pieces.remove().release();
            }
            return count;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int available() {
        lock.lock();
        try {
            return pieces.stream().mapToInt(ByteBuf::readableBytes).sum();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable ByteBuf await() throws IOException {
        long left = patience.toNanos();
        boolean asked = false;
        try {
            while (pieces.isEmpty()) {
                if (isOver(left)) {
                    return null;
                }
                if (!asked) {
                    asked = true;
                    demand.run();
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the body", e);
        }
        return pieces.element();
    }

    private boolean isOver(long left) throws IOException {
        if (discarded) {
            throw new IOException("the request is over, its body cannot be read any more");
        }
        if (fault == null && !ended && left <= 0) {
            fault = Refusal.of(408, "the body of the request stopped coming");
        }
        if (fault != null) {
            throw fault;
        }
        return ended;
    }
}
