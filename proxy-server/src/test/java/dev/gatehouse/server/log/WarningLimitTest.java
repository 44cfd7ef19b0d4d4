package dev.gatehouse.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.spi.FilterReply;

import org.junit.jupiter.api.Test;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

class WarningLimitTest {
    private final AtomicLong nanos = new AtomicLong();
    private final WarningLimit limit = new WarningLimit(nanos::get);
    private final LoggerContext loggers = new LoggerContext();

    private long passed(int times, Level level, String format) {
        long passed = 0;
        for (int i = 0; i < times; i++) {
            FilterReply reply =
                    limit.decide(null, loggers.getLogger("x"), level, format, null, null);
            passed += reply == FilterReply.NEUTRAL ? 1 : 0;
        }
        return passed;
    }

    @Test
    void aKindOfWarningPassesTwentyTimesAMinute() {
        assertThat(passed(1000, Level.WARN, "{} broke")).isEqualTo(20);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(59));
        assertThat(passed(10, Level.WARN, "{} broke")).isZero();
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(passed(1000, Level.WARN, "{} broke")).isEqualTo(20);
    }

    @Test
    void oneKindDoesNotSilenceAnother() {
        passed(1000, Level.WARN, "{} broke");

        assertThat(passed(5, Level.ERROR, "the disk is full")).isEqualTo(5);
    }

    @Test
    void informationIsNotLimited() {
        assertThat(passed(1000, Level.INFO, "{}")).isEqualTo(1000);
    }
}
