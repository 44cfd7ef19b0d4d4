package dev.gatehouse.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

class RetryScheduleTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private static List<Duration> pauses(long seed) {
        RetrySchedule schedule = new RetrySchedule(new Random(seed));
        List<Duration> pauses = new ArrayList<>();
        for (int attempts = 1; attempts <= RetrySchedule.TRIES; attempts++) {
            schedule.next(attempts, NOW, Optional.empty())
                    .ifPresent(next -> pauses.add(Duration.between(NOW, next)));
        }
        return pauses;
    }

    @Test
    void eightAttemptsAreMadeOverAboutADayWithGrowingPauses() {
        for (long seed = 0; seed < 100; seed++) {
            List<Duration> pauses = pauses(seed);

            assertThat(pauses).hasSize(RetrySchedule.TRIES - 1).isSorted();
            assertThat(pauses.getFirst()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
            assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
                    .isBetween(Duration.ofHours(22), Duration.ofHours(27));
        }
    }

    @Test
    void whatFailedTogetherDoesNotComeBackTogether() {
        assertThat(pauses(1)).doesNotContainAnyElementsOf(pauses(2));
    }

    @Test
    void aLongerPauseThatWasAskedForIsKeptUpToADay() {
        RetrySchedule schedule = new RetrySchedule(new Random(1));

        assertThat(schedule.next(1, NOW, Optional.of(Duration.ofMinutes(7))))
                .contains(NOW.plus(Duration.ofMinutes(7)));
        assertThat(schedule.next(1, NOW, Optional.of(Duration.ofDays(30))))
                .contains(NOW.plus(Duration.ofDays(1)));
        assertThat(schedule.next(1, NOW, Optional.of(Duration.ofSeconds(1))).orElseThrow())
                .isAfterOrEqualTo(NOW.plusSeconds(5));
        assertThat(schedule.next(RetrySchedule.TRIES, NOW, Optional.of(Duration.ZERO))).isEmpty();
    }

    @Test
    void retryAfterIsReadAsSecondsOrAsADateAndElseNotAtAll() {
        assertThat(RetrySchedule.asked(Optional.of("120"), NOW)).contains(Duration.ofMinutes(2));
        assertThat(RetrySchedule.asked(Optional.of("Tue, 1 Jan 2030 00:10:00 GMT"), NOW))
                .contains(Duration.ofMinutes(10));
        assertThat(RetrySchedule.asked(Optional.of("Mon, 31 Dec 2029 00:10:00 GMT"), NOW))
                .isEmpty();
        assertThat(RetrySchedule.asked(Optional.of("soon"), NOW)).isEmpty();
        assertThat(RetrySchedule.asked(Optional.of("-5"), NOW)).isEmpty();
    }
}
