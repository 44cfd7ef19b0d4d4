package dev.gatehouse.server.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

class CircuitBreakerTest {
    private static final Duration OPEN_FOR = Duration.ofSeconds(5);

    private final AtomicLong clock = new AtomicLong();
    private final CircuitBreaker breaker =
            new CircuitBreaker(new CircuitBreaker.Settings(2, OPEN_FOR), clock::get);

    @Test
    void tripsAfterFailuresInARow() {
        permit().failed();
        permit().succeeded();
        permit().failed();
        assertThat(breaker.permit()).isPresent();

        permit().failed();

        assertThat(breaker.permit()).isEmpty();
    }

    @Test
    void givesOneProbeAtATime() {
        trip();
        clock.addAndGet(OPEN_FOR.toNanos());

        var probe = breaker.permit();

        assertThat(probe).isPresent();
        assertThat(breaker.permit()).isEmpty();
    }

    @Test
    void givesNoProbeBeforeItsTime() {
        trip();
        clock.addAndGet(OPEN_FOR.toNanos() - 1);

        assertThat(breaker.permit()).isEmpty();
    }

    @Test
    void closesWhenTheProbeSucceeds() {
        trip();
        clock.addAndGet(OPEN_FOR.toNanos());

        permit().succeeded();

        assertThat(breaker.isClosed()).isTrue();
    }

    @Test
    void staysOpenForTheWholeTimeWhenTheProbeFails() {
        trip();
        clock.addAndGet(OPEN_FOR.toNanos());

        permit().failed();

        clock.addAndGet(OPEN_FOR.toNanos() - 1);
        assertThat(breaker.permit()).isEmpty();
        clock.addAndGet(1);
        assertThat(breaker.permit()).isPresent();
    }

    @Test
    void givesTheNextProbeAtOnceWhenOneIsAbandoned() {
        trip();
        clock.addAndGet(OPEN_FOR.toNanos());

        permit().abandoned();

        assertThat(breaker.permit()).isPresent();
    }

    @Test
    void aLateSuccessFromBeforeTheTripClosesNothing() {
        var early = permit();
        trip();

        early.succeeded();
        assertThat(breaker.permit()).isEmpty();

        clock.addAndGet(OPEN_FOR.toNanos());
        var probe = permit();
        early.succeeded();
        assertThat(breaker.isClosed()).isFalse();
        probe.succeeded();
        assertThat(breaker.isClosed()).isTrue();
    }

    @Test
    void aLateFailureFromBeforeTheTripOpensNothing() {
        var early = permit();
        trip();
        clock.addAndGet(OPEN_FOR.toNanos());
        permit().succeeded();

        early.failed();
        early.failed();

        assertThat(breaker.isClosed()).isTrue();
    }

    @Test
    void anAbandonedRequestCountsNothing() {
        permit().failed();
        permit().abandoned();

        permit().failed();

        assertThat(breaker.isClosed()).isFalse();
    }

    private void trip() {
        permit().failed();
        permit().failed();
        assertThat(breaker.isClosed()).isFalse();
    }

    private CircuitBreaker.Permit permit() {
        return breaker.permit().orElseThrow();
    }
}
