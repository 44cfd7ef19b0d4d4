package dev.gatehouse.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;

class HttpDatesTest {
    @Test
    void everyDayOfAMonthHasTwoDigitsAndIsReadAsItWasWritten() {
        Instant first = Instant.parse("2026-02-01T03:04:05Z");

        for (int day = 0; day < 31; day++) {
            Instant at = first.plus(Duration.ofDays(day));

            assertThat(HttpDates.format(at)).hasSize("Sun, 01 Feb 2026 03:04:05 GMT".length());
            assertThat(HttpDates.parse(HttpDates.format(at))).contains(at);
        }
        assertThat(HttpDates.format(first)).isEqualTo("Sun, 01 Feb 2026 03:04:05 GMT");
    }

    @Test
    void partsOfASecondAreDropped() {
        assertThat(HttpDates.format(Instant.parse("2026-11-09T23:59:59.999Z")))
                .isEqualTo("Mon, 09 Nov 2026 23:59:59 GMT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Sun, 1 Feb 2026 03:04:05 GMT",
                "Sunday, 01-Feb-26 03:04:05 GMT",
                "Sun Feb  1 03:04:05 2026",
                "Mon, 01 Feb 2026 03:04:05 GMT",
                "Sun, 01 Feb 2026 03:04:05 CET",
                "2026-02-01T03:04:05Z"
            })
    void whatIsNotSuchADateIsNone(String text) {
        assertThat(HttpDates.parse(text)).isEmpty();
    }
}
