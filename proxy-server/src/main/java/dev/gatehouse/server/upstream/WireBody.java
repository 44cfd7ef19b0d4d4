package dev.gatehouse.server.upstream;

import dev.gatehouse.core.upstream.BrokenBodyException;

import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MalformedChunkCodingException;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/**
 * A body as it comes over the wire, before content codings: bounded in size and time, ending with
 * -1 only if it came whole. Not thread-safe, but for {@link Watch}.
 *
 * <p>Only time spent waiting for the upstream counts against its rate, so a reader that is slow
 * itself is not blamed on it.
 */
final class WireBody extends InputStream {
    private final InputStream in;
    private final Exchange exchange;
    private final Allowance allowance;
    private long count;
    private long windowCount;
    private long windowWaited;
    private boolean ended;
    private boolean closed;

    /**
     * What a body may take.
     *
     * @param bytes at most
     * @param windowNanos in each such time of waiting {@link UpstreamLimits#RATE_FLOOR} must come
     * @param wholeBy when it must be over
     */
    record Allowance(long bytes, long windowNanos, long wholeBy) {}

    WireBody(InputStream in, Exchange exchange, Allowance allowance) {
        this.in = in;
        this.exchange = exchange;
        this.allowance = allowance;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (closed) {
            throw new BrokenBodyException("the body is closed or broken");
        }
        if (ended || length == 0) {
            return ended ? -1 : 0;
        }
        long start = exchange.now();
        limit(start);
        int read;
        try {
            read = in.read(bytes, offset, length);
        } catch (IOException e) {
            throw broken(e);
        }
        if (read < 0) {
            ended = true;
            exchange.complete();
            return -1;
        }
        account(read, exchange.now() - start);
        return read;
    }

    /** Gives the connection back if the body was read to its end; else ends the connection. */
    @Override
    public void close() {
        closed = true;
        exchange.close();
    }

    private void limit(long now) {
        long patience = allowance.windowNanos() - windowWaited;
        if (windowCount >= UpstreamLimits.RATE_FLOOR) {
            patience += allowance.windowNanos();
        }
        if (now + patience - allowance.wholeBy() < 0) {
            exchange.limit(now + patience, "the body comes too slowly");
        } else {
            exchange.limit(allowance.wholeBy(), "the request took too long");
        }
    }

    private void account(int read, long waited) throws BrokenBodyException {
        count += read;
        if (count > allowance.bytes()) {
            throw broken("the body is longer than " + allowance.bytes() + " bytes");
        }
        windowCount += read;
        windowWaited += waited;
        if (windowWaited < allowance.windowNanos()) {
            return;
        }
        if (windowCount < UpstreamLimits.RATE_FLOOR) {
            throw broken("the body comes too slowly");
        }
        windowCount = 0;
        windowWaited = 0;
    }

    /** Ends the exchange; what the reader is to throw. */
    BrokenBodyException broken(String reason) {
        closed = true;
        exchange.bodyBroke();
        return new BrokenBodyException(reason);
    }

    private IOException broken(IOException e) {
        closed = true;
        var expired = exchange.expired();
        boolean interrupted = Thread.currentThread().isInterrupted();
        exchange.bodyBroke();
        if (interrupted && expired.isEmpty()) {
            return new InterruptedIOException("interrupted while reading a body");
        }
        return new BrokenBodyException(expired.orElseGet(() -> reason(e)), e);
    }

    private String reason(IOException e) {
        return switch (e) {
            case ConnectionClosedException cut -> "the body is cut off after " + count + " bytes";
            case MalformedChunkCodingException bad -> "the body is malformed: " + bad.getMessage();
            default -> "the connection broke after " + count + " bytes of the body";
        };
    }
}
