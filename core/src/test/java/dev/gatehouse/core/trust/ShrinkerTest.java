package dev.gatehouse.core.trust;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

/** What reports a divergence has to be right itself. */
class ShrinkerTest {
    @Test
    void onlyWhatTheFailureNeedsIsLeft() {
        var all = IntStream.range(0, 101).boxed().toList();

        var least = Shrinker.shrink(all, some -> some.containsAll(List.of(3, 57, 100)));

        assertThat(least).containsExactly(3, 57, 100);
    }

    @Test
    void aFailureOfASingleEventIsThatEvent() {
        assertThat(Shrinker.shrink(List.of(1, 2), some -> some.contains(2))).containsExactly(2);
    }
}
