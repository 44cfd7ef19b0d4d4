package dev.gatehouse.server.http;

import io.netty.channel.DefaultFileRegion;

import java.nio.channels.FileChannel;

/**
 * A range of an open file that goes from the page cache to the socket. Netty's own class closes the
 * channel when it is released; this one only gives it back, because others are sending from it.
 *
 * <p>A subclass of {@link DefaultFileRegion} because epoll calls {@code sendfile} for nothing else.
 */
final class SharedRegion extends DefaultFileRegion {
    private final Runnable giveBack;

    SharedRegion(FileChannel file, long position, long count, Runnable giveBack) {
        super(file, position, count);
        this.giveBack = giveBack;
    }

    @Override
    protected void deallocate() {
        giveBack.run();
    }
}
