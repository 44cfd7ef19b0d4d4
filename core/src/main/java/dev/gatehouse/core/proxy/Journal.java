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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The audit log's front. Single events go with the commit that they tell of; blocks, which any
 * client can cause at will, are counted here and written once a minute, one row for each name,
 * source and rule, and at most {@value #MOST_ROWS} rows a minute. Thread-safe.
 */
public final class Journal {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final int MOST_ROWS = 500;
    private static final String OTHERS = "(other names)";

    private final MetadataStore metadata;
    private final Supplier<String> ids;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Row, Count> rows = new HashMap<>();

    public Journal(MetadataStore metadata, Supplier<String> ids, InstantSource clock) {
        this.metadata = metadata;
        this.ids = ids;
        this.clock = clock;
    }

    /** What makes two blocks the same. */
    private record Row(Kind kind, String repository, String subject, String source, int rule) {}

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
        Row row =
                new Row(
                        kind,
                        mount.repositoryName(),
                        subject(name),
                        refused.source(),
                        refused.rule());
        Row others =
                new Row(kind, mount.repositoryName(), OTHERS, refused.source(), refused.rule());
        Count one = new Count(clock.instant(), refused.actor(), 1);
        Row kept;
        long times;
        lock.lock();
        try {
            kept = rows.size() < MOST_ROWS || rows.containsKey(row) ? row : others;
            times = rows.merge(kept, one, Count::and).times();
        } finally {
            lock.unlock();
        }
        if (times == 1) {
            LOG.info(
                    "{} source={} rule={} package={} repository={} principal={}",
                    kind,
                    kept.source(),
                    kept.rule(),
                    kept.subject(),
                    kept.repository(),
                    one.actor());
        }
    }

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
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(Map<Row, Count> taken) {
        lock.lock();
        try {
            taken.forEach((row, count) -> rows.merge(row, count, Count::and));
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
                Optional.of(row.source()),
                count.actor(),
                Map.of("rule", Integer.toString(row.rule())),
                count.times());
    }
}
