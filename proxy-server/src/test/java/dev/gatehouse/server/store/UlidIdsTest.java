package dev.gatehouse.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

final class UlidIdsTest {
    private final AtomicLong now = new AtomicLong(1_800_000_000_000L);
    private final UlidIds ids =
            new UlidIds(() -> Instant.ofEpochMilli(now.get()), new SecureRandom());

    @Test
    void anIdIsAUlid() {
        assertThat(ids.next()).matches("[0-7][0-9A-HJKMNP-TV-Z]{25}");
    }

    @Test
    void laterIdsSortLaterEvenWhenTheClockIsSetBack() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            made.add(ids.next());
            now.addAndGet(i % 3 == 0 ? -86_400_000 : 1);
        }

        assertThat(made).isSorted().doesNotHaveDuplicates();
    }
}
