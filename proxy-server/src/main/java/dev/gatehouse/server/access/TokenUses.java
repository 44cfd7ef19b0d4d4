package dev.gatehouse.server.access;

import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.MetadataStore.Durability;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * When tokens were last used, to the hour: a use is noted in memory, at most once an hour for each
 * token, and written behind. Thread-safe; noting never blocks.
 */
public final class TokenUses {
    private static final Duration STEP = Duration.ofHours(1);

    private final MetadataStore metadata;
    private final InstantSource clock;
    private final ConcurrentMap<String, Instant> last;
    private final ConcurrentMap<String, Instant> unwritten = new ConcurrentHashMap<>();

    private TokenUses(MetadataStore metadata, InstantSource clock, Map<String, Instant> written) {
        this.metadata = metadata;
        this.clock = clock;
        this.last = new ConcurrentHashMap<>(written);
    }

    static TokenUses load(MetadataStore metadata, InstantSource clock) throws IOException {
        return new TokenUses(metadata, clock, metadata.identities().tokenUses());
    }

    /** The token of that id is used now. */
    void note(String id) {
        Instant now = clock.instant();
        Instant before = last.get(id);
        if (before == null || !now.isBefore(before.plus(STEP))) {
            last.put(id, now);
            unwritten.put(id, now);
        }
    }

    /** When the token of that id was last used, at most an hour too early. */
    public Optional<Instant> of(String id) {
        return Optional.ofNullable(last.get(id));
    }

    void forget(String id) {
        last.remove(id);
        unwritten.remove(id);
    }

    /** Writes what was noted since the last time; what cannot be written is kept for the next. */
    public void flush() throws IOException {
        Map<String, Instant> noted = Map.copyOf(unwritten);
        if (noted.isEmpty()) {
            return;
        }
        List<Change> changes =
                noted.entrySet().stream()
                        .<Change>map(e -> new Change.PutTokenUse(e.getKey(), e.getValue()))
                        .toList();
        metadata.commit(changes, Durability.BEHIND);
        noted.forEach(unwritten::remove);
    }
}
