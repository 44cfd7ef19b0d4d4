package dev.gatehouse.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;

import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * Lets each kind of warning and error (one logger, one format) through at most {@value #MOST} times
 * a minute: clients can cause some of them at will. Thread-safe; made by logback's configuration.
 */
public final class WarningLimit extends TurboFilter {
    private static final int MOST = 20;
    private static final int MOST_KINDS = 1000;
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanos;
    private final ConcurrentMap<Kind, Count> counts = new ConcurrentHashMap<>();

    /** One that measures time by the JVM. */
    public WarningLimit() {
        this(System::nanoTime);
    }

    WarningLimit(LongSupplier nanos) {
        this.nanos = nanos;
    }

    private record Kind(String logger, String format) {}

    private record Count(long since, int times) {}

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] params,
            @Nullable Throwable problem) {
        if (format == null || !level.isGreaterOrEqual(Level.WARN)) {
            return FilterReply.NEUTRAL;
        }
        if (counts.size() >= MOST_KINDS) {
            counts.clear();
        }
        Count count = counts.compute(new Kind(logger.getName(), format), (k, c) -> next(c));
        return count != null && count.times() > MOST ? FilterReply.DENY : FilterReply.NEUTRAL;
    }

    private Count next(@Nullable Count last) {
        long now = nanos.getAsLong();
        return last == null || now - last.since() >= MINUTE
                ? new Count(now, 1)
                : new Count(last.since(), last.times() + 1);
    }
}
