package dev.gatehouse.server.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.EventExecutor;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One deadline of a connection, moved often and reached seldom: moving it costs no timer. Confined
 * to its event loop.
 */
final class Alarm {
    private final EventExecutor loop;
    private long deadline;
    private boolean scheduled;
    private @Nullable Runnable action;

    Alarm(ChannelHandlerContext context) {
        this.loop = context.executor();
    }

    /** Runs the action after that time, instead of whatever was set before. */
    void set(Duration time, Runnable then) {
        deadline = loop.ticker().nanoTime() + time.toNanos();
        action = then;
        if (!scheduled) {
            schedule(time.toNanos());
        }
    }

    void cancel() {
        action = null;
    }

    private void schedule(long nanos) {
        scheduled = true;
        var ignored = loop.schedule(this::wake, nanos, TimeUnit.NANOSECONDS);
    }

    private void wake() {
        scheduled = false;
        Runnable due = action;
        if (due == null) {
            return;
        }
        long left = deadline - loop.ticker().nanoTime();
        if (left > 0) {
            schedule(left);
            return;
        }
        action = null;
        due.run();
    }
}
