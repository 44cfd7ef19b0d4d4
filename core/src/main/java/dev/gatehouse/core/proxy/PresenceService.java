package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.store.AuditEvent;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.MetadataStore.Durability;
import dev.gatehouse.core.trust.Observation;
import dev.gatehouse.core.trust.PresenceMemory;
import dev.gatehouse.core.trust.PresenceMemory.Judgement;
import dev.gatehouse.core.trust.PresenceMemory.Update;
import dev.gatehouse.core.trust.PresenceRecord;
import dev.gatehouse.core.trust.PresenceSettings;
import dev.gatehouse.core.upstream.Upstream;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What trusted upstreams were seen to have: PRESENT and its end durably, ABSENT and UNKNOWN in a
 * bounded memory. Thread-safe.
 */
public final class PresenceService {
    private static final long MOST_RECORDS = 200_000;
    private static final int MOST_WATCHED = 10_000;

    private final PresenceMemory rules;
    private final MetadataStore metadata;
    private final Epochs epochs;
    private final PackageLocks locks;
    private final Journal journal;
    private final InstantSource clock;
    private final Memory<SourceKey, PresenceRecord> records;
    private final ConcurrentMap<SourceKey, Instant> questions = new ConcurrentHashMap<>();

    PresenceService(Kernel kernel, PresenceMemory rules) {
        this.rules = rules;
        this.metadata = kernel.metadata();
        this.epochs = kernel.epochs();
        this.locks = kernel.locks();
        this.journal = kernel.journal();
        this.clock = kernel.clock();
        this.records = kernel.memories().counted("presence", MOST_RECORDS);
    }

    /** What may be assumed now, and whether to ask first. */
    public Judgement judge(Mount<?, ?> mount, Upstream upstream, PackageName name)
            throws IOException {
        PresenceSettings settings = mount.settings().presence(upstream);
        SourceKey key = new SourceKey(mount.key(name), upstream.id());
        return rules.judge(record(key), settings, clock.instant());
    }

    /**
     * What may be assumed after the upstream was asked. What was answered counts at the time of the
     * answer: with an {@code absent-ttl} of zero it is too old at any later time.
     */
    public Judgement judgeAnswered(Mount<?, ?> mount, Upstream upstream, PackageName name)
            throws IOException {
        PresenceRecord record = record(new SourceKey(mount.key(name), upstream.id()));
        Instant at = record.lastAsked().orElseGet(clock::instant);
        return rules.judge(record, mount.settings().presence(upstream), at);
    }

    /** What might be assumed if that were observed; nothing is taken in. */
    Judgement judgeSupposing(
            Mount<?, ?> mount, Upstream upstream, PackageName name, Observation seen)
            throws IOException {
        PresenceRecord record = record(new SourceKey(mount.key(name), upstream.id()));
        PresenceSettings settings = mount.settings().presence(upstream);
        return rules.judge(rules.observe(record, seen, settings).record(), settings, seen.at());
    }

    /**
     * Takes in what came of asking. A change of PRESENT is durable, and the package's epoch has
     * moved, before this returns.
     */
    public void observe(Mount<?, ?> mount, Upstream upstream, PackageName name, Observation seen)
            throws IOException, InterruptedException {
        SourceKey key = new SourceKey(mount.key(name), upstream.id());
        PresenceSettings settings = mount.settings().presence(upstream);
        locks.holding(
                key.key(),
                () -> {
                    Update update = rules.observe(record(key), seen, settings);
                    record(mount, upstream, key, update);
                    rememberAbsence(key, seen, settings);
                    schedule(key, update.record(), settings);
                    return update;
                });
    }

    /**
     * First on the disk, then in memory, then in the epoch: whoever sees the new epoch sees the new
     * record.
     */
    private void record(Mount<?, ?> mount, Upstream upstream, SourceKey key, Update update)
            throws IOException {
        switch (update.effect()) {
            case NONE -> records.put(key, update.record());
            case PRESENT_BEGAN -> {
                metadata.commit(
                        new Change.PutPresent(key.key(), key.source(), clock.instant()),
                        audit(mount, upstream, key, "began"));
                records.put(key, update.record());
                epochs.move(key.key());
            }
            case PRESENT_ENDED -> {
                metadata.commit(
                        new Change.DropPresent(key.key(), key.source()),
                        audit(mount, upstream, key, "ended"));
                records.put(key, update.record());
                epochs.move(key.key());
            }
        }
    }

    private Change audit(Mount<?, ?> mount, Upstream upstream, SourceKey key, String what) {
        return journal.entry(
                AuditEvent.Kind.PRESENCE,
                mount.repositoryName(),
                Journal.subject(key.key().name()),
                Optional.of(upstream.name()),
                Map.of("presence", what));
    }

    /** Only {@code last-known} needs ABSENT on the disk; written behind, it may be lost. */
    private void rememberAbsence(SourceKey key, Observation seen, PresenceSettings settings)
            throws IOException {
        if (settings.lastKnown() && seen instanceof Observation.Absent absent) {
            metadata.commit(
                    List.of(new Change.PutAbsent(key.key(), key.source(), absent.at())),
                    Durability.BEHIND);
        }
    }

    private void schedule(SourceKey key, PresenceRecord record, PresenceSettings settings) {
        Optional<Instant> next = rules.nextQuestion(record, settings, clock.instant());
        if (next.isEmpty()) {
            questions.remove(key);
        } else if (questions.size() < MOST_WATCHED || questions.containsKey(key)) {
            questions.put(key, next.get());
        }
    }

    /** The questions that are to be asked now, so that an absence is confirmed. */
    List<SourceKey> dueQuestions() {
        Instant now = clock.instant();
        return questions.entrySet().stream()
                .filter(e -> !now.isBefore(e.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Asks no more: the upstream or its repository is gone, or is not asked now. */
    void drop(SourceKey question) {
        questions.remove(question);
    }

    private PresenceRecord record(SourceKey key) throws IOException {
        Optional<PresenceRecord> known = records.find(key);
        if (known.isPresent()) {
            return known.get();
        }
        return new PresenceRecord(
                Optional.ofNullable(metadata.presence().present(key.key()).get(key.source())),
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(metadata.presence().absent(key.key()).get(key.source())));
    }
}
