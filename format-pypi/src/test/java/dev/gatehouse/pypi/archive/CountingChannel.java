package dev.gatehouse.pypi.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes that are read. */
final class CountingChannel implements SeekableByteChannel {
    private final SeekableByteChannel channel;
    private final AtomicLong count;

    CountingChannel(SeekableByteChannel channel, AtomicLong count) {
        this.channel = channel;
        this.count = count;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int got = channel.read(into);
        count.addAndGet(Math.max(0, got));
        return got;
    }

    @Override
    public int write(ByteBuffer from) {
        throw new UnsupportedOperationException("read only");
    }

    @Override
    public long position() throws IOException {
        return channel.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
        channel.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new UnsupportedOperationException("read only");
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
