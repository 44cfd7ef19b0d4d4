package dev.gatehouse.server.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** All open connections, and which of them wait for a request, the longest waiting first. */
final class Connections {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition fewer = lock.newCondition();
    private final Set<Channel> open = new LinkedHashSet<>();
    private final Set<Channel> idle = new LinkedHashSet<>();
    private final int most;
    private volatile boolean draining;

    Connections(int most) {
        this.most = most;
    }

    /**
     * Ends a connection so that its client cannot take what it got for complete: with a reset, and
     * without the friendly end that TLS would send.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // nothing is left to do whatever comes of it
    static void reset(Channel channel) {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        var first = channel.pipeline().firstContext();
        if (first == null) {
            channel.close();
        } else {
            first.close();
        }
    }

    /** Takes a new connection in, for which an idle one may have to go; false: there is no room. */
    boolean admit(Channel channel) {
        Channel leaving = null;
        lock.lock();
        try {
            if (open.size() >= most) {
                leaving = longestIdle();
                if (leaving == null) {
                    return false;
                }
                open.remove(leaving);
            }
            open.add(channel);
            idle.add(channel);
        } finally {
            lock.unlock();
        }
        if (leaving != null) {
            leaving.pipeline().fireUserEventTriggered(Signal.MAKE_ROOM);
        }
        return true;
    }

    private @Nullable Channel longestIdle() {
        Iterator<Channel> eldest = idle.iterator();
        if (!eldest.hasNext()) {
            return null;
        }
        Channel channel = eldest.next();
        eldest.remove();
        return channel;
    }

    void busy(Channel channel) {
        lock.lock();
        try {
            idle.remove(channel);
        } finally {
            lock.unlock();
        }
    }

    void idle(Channel channel) {
        lock.lock();
        try {
            if (open.contains(channel)) {
                idle.add(channel);
            }
        } finally {
            lock.unlock();
        }
    }

    void closed(Channel channel) {
        lock.lock();
        try {
            idle.remove(channel);
            open.remove(channel);
            fewer.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean draining() {
        return draining;
    }

    int count() {
        lock.lock();
        try {
            return open.size();
        } finally {
            lock.unlock();
        }
    }

    /** Lets requests in flight end, for at most that time, then cuts what is left. */
    void drain(Duration time) throws InterruptedException {
        draining = true;
        all().forEach(channel -> channel.pipeline().fireUserEventTriggered(Signal.DRAIN));
        long left = time.toNanos();
        lock.lock();
        try {
            while (!open.isEmpty() && left > 0) {
                left = fewer.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
        all().forEach(Connections::reset);
    }

    private List<Channel> all() {
        lock.lock();
        try {
            return List.copyOf(open);
        } finally {
            lock.unlock();
        }
    }
}
