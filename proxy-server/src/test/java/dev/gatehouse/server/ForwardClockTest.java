package dev.gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.SetClock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** What has expired stays expired. */
class ForwardClockTest {
    @Test
    void itStandsStillWhereTheOtherGoesBack() {
        SetClock set = new SetClock();
        ForwardClock clock = new ForwardClock(set);
        Instant began = clock.instant();

        set.forward(Duration.ofDays(30));
        Instant later = clock.instant();
        set.forward(Duration.ofDays(-30));

        assertThat(later).isEqualTo(began.plus(Duration.ofDays(30)));
        assertThat(clock.instant()).isEqualTo(later);
    }

    @Test
    void aTokenThatHasExpiredIsNotRevivedByAClockThatGoesBack(@TempDir Path directory)
            throws Exception {
        SetClock clock = new SetClock();
        try (RunningGate gate =
                RunningGate.start(directory, RunningGate.npm("main", "{}"), clock)) {
            String made =
                    gate.api(
                                    "POST",
                                    "tokens/",
                                    "{\"name\":\"ci\",\"role\":\"admin\",\"expires\":\"7d\"}")
                            .body();
            String token = new JsonMapper().readTree(made).path("token").asString("");
            assertThat(status(gate, token)).isEqualTo(200);

            clock.forward(Duration.ofDays(30));
            assertThat(status(gate, token)).isIn(401, 429);
            clock.forward(Duration.ofDays(-30));

            assertThat(status(gate, token)).isIn(401, 429);
        }
    }

    private static int status(RunningGate gate, String token) throws Exception {
        return gate.send(
                        "GET",
                        gate.registry("main").resolve("../../api/status/check/basic/"),
                        "",
                        "X-Api-Key",
                        token)
                .statusCode();
    }
}
