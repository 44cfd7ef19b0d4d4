package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

class TimedFlightTest {
    @Test
    void whoWaitsForSoLongOnlyGetsNothingAndTheWorkGoesOn() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            SingleFlight<String, String> flights = new SingleFlight<>(threads);
            CountDownLatch go = new CountDownLatch(1);
            CountDownLatch done = new CountDownLatch(1);

            Optional<String> early =
                    flights.join(
                            "x",
                            () -> {
                                go.await();
                                done.countDown();
                                return "slow";
                            },
                            Duration.ofMillis(1));

            assertThat(early).isEmpty();
            go.countDown();
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(flights.join("y", () -> "quick", Duration.ofSeconds(20))).contains("quick");
        }
    }
}
