package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.store.AuditEvent;
import dev.gatehouse.core.store.AuditEvent.Kind;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.MetadataStore.Durability;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The audit log's front. Single events go with the commit that they tell of; blocks and denials,
 * which any client can cause at will, are counted here and written once a minute, one row for each
 * name, source and rule, and at most {@value #MOST_ROWS} rows of a kind a minute: so strangers who
 * are refused cannot crowd out what of the names is refused. Thread-safe.
 */
public final class Journal {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final int MOST_ROWS = 500;
    private static final String OTHERS = "(other names)";

    private final MetadataStore metadata;
    private final Supplier<String> ids;
    private final InstantSource clock;
    private final Consumer<AuditEvent> alarm;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Row, Count> rows = new HashMap<>();
    private final Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);

    public Journal(MetadataStore metadata, Supplier<String> ids, InstantSource clock) {
        this(metadata, ids, clock, _ -> {});
    }

    /**
     * A journal.
     *
     * @param alarm is told of the first of what is counted, at once and not again within the
     *     minute; never blocks and never throws
     */
    public Journal(
            MetadataStore metadata,
            Supplier<String> ids,
            InstantSource clock,
            Consumer<AuditEvent> alarm) {
        this.metadata = metadata;
        this.ids = ids;
        this.clock = clock;
        this.alarm = alarm;
    }

    /** What makes two refusals the same. */
    private record Row(
            Kind kind,
            String repository,
            String subject,
            Optional<String> source,
            Map<String, String> details) {
        Row withoutName() {
            return new Row(kind, repository, OTHERS, source, Map.of());
        }
    }

    private record Count(Instant first, String actor, long times) {
        Count and(Count more) {
            return new Count(first, actor, times + more.times());
        }
    }

    /** An id for a decision or an event. */
    public String id() {
        return ids.get();
    }

    /** How the audit log writes a package. */
    public static String subject(PackageName name) {
        return name.format() + ":" + name;
    }

    /** One event of Gatehouse's own, to be committed with what it tells of. */
    public Change entry(
            Kind kind,
            String repository,
            String subject,
            Optional<String> source,
            Map<String, String> details) {
        return entry(kind, repository, subject, source, "gatehouse", details);
    }

    /** One event, to be committed with what it tells of. */
    @SuppressWarnings("checkstyle:ParameterNumber") // the fields of one line of the log
    public Change entry(
            Kind kind,
            String repository,
            String subject,
            Optional<String> source,
            String actor,
            Map<String, String> details) {
        return new Change.PutAudit(
                new AuditEvent(
                        ids.get(),
                        clock.instant(),
                        kind,
                        repository,
                        subject,
                        source,
                        actor,
                        details,
                        1));
    }

    /**
     * Counts one refusal of a source; nothing is written now. The log gets a line for the first of
     * each row.
     */
    public void refused(Kind kind, Mount<?, ?> mount, PackageName name, Refused refused) {
        Map<String, String> rule = Map.of("rule", Integer.toString(refused.rule()));
        count(
                new Row(
                        kind,
                        mount.repositoryName(),
                        subject(name),
                        Optional.of(refused.source()),
                        rule),
                refused.actor());
    }

    /** Counts one refusal of a sender; nothing is written now. */
    public void denied(Denied denied) {
        Map<String, String> details =
                Map.of("address", denied.address(), "reason", denied.reason());
        count(
                new Row(
                        Kind.DENIAL,
                        denied.repository(),
                        "access:" + denied.actor(),
                        Optional.empty(),
                        details),
                denied.actor());
    }

    private void count(Row row, String actor) {
        Count one = new Count(clock.instant(), actor, 1);
        Row kept;
        long times;
        lock.lock();
        try {
            boolean fits = kinds.getOrDefault(row.kind(), 0) < MOST_ROWS || rows.containsKey(row);
            kept = fits ? row : row.withoutName();
            times = add(kept, one);
        } finally {
            lock.unlock();
        }
        if (times == 1) {
            alarm.accept(event(kept, one));
            LOG.info(
                    "{} source={} {} subject={} repository={} principal={}",
                    kept.kind(),
                    kept.source().orElse("-"),
                    kept.details(),
                    kept.subject(),
                    kept.repository(),
                    actor);
        }
    }

    /** Under the lock. */
    private long add(Row row, Count more) {
        Count sum = rows.merge(row, more, Count::and);
        if (sum.equals(more)) {
            kinds.merge(row.kind(), 1, Integer::sum);
        }
        return sum.times();
    }

    /**
     * Who was refused, where, and why.
     *
     * @param repository empty where it was none
     * @param actor a known name, or {@code anonymous}: never what a stranger claims
     * @param reason of a few, so that not every refusal is another
     */
    public record Denied(String repository, String actor, String address, String reason) {}

    /** Which source was refused by which rule, and for whom. */
    public record Refused(String source, int rule, String actor) {}

    /** Writes what was counted; called every minute, and at the end. */
    public void flush() throws IOException {
        Map<Row, Count> taken = take();
        if (taken.isEmpty()) {
            return;
        }
        List<Change> changes = new ArrayList<>();
        taken.forEach((row, count) -> changes.add(new Change.PutAudit(event(row, count))));
        try {
            metadata.commit(changes, Durability.BEHIND);
        } catch (IOException e) {
            giveBack(taken);
            throw e;
        }
    }

    private Map<Row, Count> take() {
        lock.lock();
        try {
            Map<Row, Count> taken = Map.copyOf(rows);
            rows.clear();
            kinds.clear();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(Map<Row, Count> taken) {
        lock.lock();
        try {
            taken.forEach(this::add);
        } finally {
            lock.unlock();
        }
    }

    private AuditEvent event(Row row, Count count) {
        return new AuditEvent(
                ids.get(),
                count.first(),
                row.kind(),
                row.repository(),
                row.subject(),
                row.source(),
                count.actor(),
                row.details(),
                count.times());
    }
}
