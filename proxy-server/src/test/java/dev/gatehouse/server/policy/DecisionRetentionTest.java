package dev.gatehouse.server.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.MemoryMetadataStore;
import dev.gatehouse.core.store.PolicyRecords;
import dev.gatehouse.core.store.StoredDecision;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

class DecisionRetentionTest {
    private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");

    private final MemoryMetadataStore store = new MemoryMetadataStore();
    private final DecisionRetention retention =
            new DecisionRetention(store, () -> Duration.ofHours(1), () -> NOON);

    private String log(Instant at) throws IOException {
        String id = DecisionTimes.prefix(at) + "0000000000000000";
        store.commit(
                new Change.PutDecision(PolicyRecords.decision(id, id)),
                new Change.PutDecisionInput(id, "{}"));
        return id;
    }

    private List<String> kept() throws IOException {
        return store.policies().decisions(Optional.empty(), false, 9).stream()
                .map(StoredDecision::id)
                .toList();
    }

    @Test
    void whatIsOlderThanItMayBeIsDroppedWithWhatPoliciesWereShown() throws IOException {
        String old = log(NOON.minus(Duration.ofHours(1)).minusMillis(1));
        String justKept = log(NOON.minus(Duration.ofHours(1)));
        String young = log(NOON);

        retention.trim();

        assertThat(kept()).containsExactly(justKept, young);
        assertThat(store.policies().input(old)).isEmpty();
        assertThat(store.policies().input(young)).isPresent();
    }

    @Test
    void whereNothingIsTooOldNothingIsWritten() throws IOException {
        log(NOON);
        int commits = store.commits().size();

        retention.trim();

        assertThat(store.commits()).hasSize(commits);
    }
}
