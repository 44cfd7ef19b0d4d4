package dev.gatehouse.server.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.proxy.Memory;

import org.junit.jupiter.api.Test;

import java.util.Optional;
import java.util.stream.IntStream;

class CaffeineMemoriesTest {
    private final CaffeineMemories memories = new CaffeineMemories();

    @Test
    void keepsAndForgetsByKey() {
        Memory<String, Integer> memory = memories.counted("numbers", 10);

        memory.put("one", 1);
        memory.put("two", 2);
        memory.forget("two");

        assertThat(memory.find("one")).contains(1);
        assertThat(memory.find("two")).isEmpty();
    }

    @Test
    void aCountedMemoryHoldsNoMoreThanItsBound() {
        Memory<Integer, String> memory = memories.counted("many", 10);

        IntStream.range(0, 1000).forEach(i -> memory.put(i, "value"));

        assertThat(stats("many").entries()).isLessThanOrEqualTo(10);
        assertThat(stats("many").evictions()).isGreaterThanOrEqualTo(990);
    }

    @Test
    void aWeighedMemoryHoldsNoMoreBytesThanItsBound() {
        Memory<Integer, String> memory = memories.weighed("texts", 100, String::length);

        IntStream.range(0, 100).forEach(i -> memory.put(i, "x".repeat(30)));

        assertThat(stats("texts").bytes()).isBetween(30L, 100L);
    }

    @Test
    void aValueThatIsHeavierThanTheMemoryIsNotKept() {
        Memory<String, Long> memory = memories.weighed("heavy", 100, size -> size);

        memory.put("too heavy", 5L << 32);
        memory.put("light", 1L);

        assertThat(memory.find("too heavy")).isEmpty();
        assertThat(memory.find("light")).contains(1L);
    }

    @Test
    void aValueWithoutWeightIsForgottenLikeOthers() {
        Memory<Integer, String> memory = memories.weighed("empty", 50, String::length);

        IntStream.range(0, 1000).forEach(i -> memory.put(i, ""));

        assertThat(stats("empty").entries()).isLessThanOrEqualTo(50);
    }

    @Test
    void countsHitsAndMissesByName() {
        Memory<String, Integer> memory = memories.counted("counted", 10);
        memories.counted("idle", 10);

        memory.put("a", 1);
        memory.find("a");
        memory.find("a");
        memory.find("b");

        assertThat(stats("counted").hits()).isEqualTo(2);
        assertThat(stats("counted").misses()).isEqualTo(1);
        assertThat(stats("idle")).isEqualTo(new MemoryStats(0, 0, 0, 0, 0));
    }

    @Test
    void twoMemoriesCannotShareAName() {
        memories.counted("same", 10);

        assertThatThrownBy(() -> memories.weighed("same", 10, v -> 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("same");
    }

    private MemoryStats stats(String name) {
        return Optional.ofNullable(memories.stats().get(name)).orElseThrow();
    }
}
