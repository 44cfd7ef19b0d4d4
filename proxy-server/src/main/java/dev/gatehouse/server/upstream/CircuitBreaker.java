package dev.gatehouse.server.upstream;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Keeps requests from an upstream that has failed several times in a row, and lets one probe at a
 * time find out whether it is back. Any number of threads; no locks.
 *
 * <p>Every permit belongs to the generation in which it was given, and a change of state starts a
 * new one: what a request from before a trip reports, however late, changes nothing after it.
 */
public final class CircuitBreaker {
    private final Settings settings;
    private final LongSupplier nanoTime;
    private final AtomicReference<State> state;

    /**
     * When it trips and for how long.
     *
     * @param failures how many failures in a row trip it, from 1
     * @param openFor how long it then refuses everything
     */
    public record Settings(int failures, Duration openFor) {
        public static final Settings DEFAULT = new Settings(5, Duration.ofSeconds(5));

        public Settings {
            if (failures < 1 || !openFor.isPositive()) {
                throw new IllegalArgumentException(
                        "expected 1 failure or more and a time above zero");
            }
        }
    }

    private sealed interface State {
        long generation();

        record Closed(long generation, int failures) implements State {}

        record Open(long generation, long since) implements State {}

        record Probing(long generation) implements State {}
    }

    CircuitBreaker(Settings settings, LongSupplier nanoTime) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.state = new AtomicReference<>(new State.Closed(0, 0));
    }

    /** The right to send one request; one of its methods must be called once it is over. */
    final class Permit {
        private final long generation;

        private Permit(long generation) {
            this.generation = generation;
        }

        /** The upstream answered, whatever it said. */
        void succeeded() {
            change(this::afterSuccess);
        }

        /** The upstream did not answer, or only that it is broken. */
        void failed() {
            change(this::afterFailure);
        }

        /** Nothing was learned: the caller gave up. */
        void abandoned() {
            change(
                    now ->
                            now instanceof State.Probing
                                    ? new State.Open(generation + 1, longAgo())
                                    : now);
        }

        private State afterSuccess(State now) {
            return switch (now) {
                case State.Closed closed -> new State.Closed(generation, 0);
                case State.Open open -> open;
                case State.Probing probing -> new State.Closed(generation + 1, 0);
            };
        }

        private State afterFailure(State now) {
            return switch (now) {
                case State.Closed closed when closed.failures() + 1 < settings.failures() ->
                        new State.Closed(generation, closed.failures() + 1);
                case State.Closed closed -> new State.Open(generation + 1, nanoTime.getAsLong());
                case State.Open open -> open;
                case State.Probing probing -> new State.Open(generation + 1, nanoTime.getAsLong());
            };
        }

        private void change(UnaryOperator<State> step) {
            state.updateAndGet(now -> now.generation() == generation ? step.apply(now) : now);
        }
    }

    /** A permit, or nothing while the upstream is taken to be down. */
    Optional<Permit> permit() {
        State now = state.get();
        return switch (now) {
            case State.Closed closed -> Optional.of(new Permit(closed.generation()));
            case State.Probing probing -> Optional.empty();
            case State.Open open -> probe(open);
        };
    }

    boolean isClosed() {
        return state.get() instanceof State.Closed;
    }

    private Optional<Permit> probe(State.Open open) {
        if (nanoTime.getAsLong() - open.since() < settings.openFor().toNanos()) {
            return Optional.empty();
        }
        var probing = new State.Probing(open.generation() + 1);
        return state.compareAndSet(open, probing)
                ? Optional.of(new Permit(probing.generation()))
                : Optional.empty();
    }

    private long longAgo() {
        return nanoTime.getAsLong() - settings.openFor().toNanos();
    }
}
