package dev.gatehouse.server.audit;

import dev.gatehouse.core.proxy.Journal;
import dev.gatehouse.core.store.AuditBounds;
import dev.gatehouse.core.store.AuditEvent.Kind;
import dev.gatehouse.core.store.AuditLink;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.MetadataStore;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Drops what of the audit log is too old or too much, the oldest first. An entry says where the log
 * begins now, with the hash there: without it a log that was cut by somebody would look the same.
 * For one thread.
 */
public final class AuditRetention {
    private static final int AT_ONCE = 1000;

    private final MetadataStore metadata;
    private final Journal journal;
    private final Supplier<Limits> limits;
    private final InstantSource clock;

    /**
     * A keeper.
     *
     * @param limits as they are now
     */
    public AuditRetention(
            MetadataStore metadata, Journal journal, Supplier<Limits> limits, InstantSource clock) {
        this.metadata = metadata;
        this.journal = journal;
        this.limits = limits;
        this.clock = clock;
    }

    /** What is kept: events that are younger, of at most so many bytes. */
    public record Limits(Duration age, long bytes) {}

    /** Drops what there is to drop. */
    public void trim() throws IOException {
        boolean more = true;
        while (more) {
            more = trimSome();
        }
    }

    private boolean trimSome() throws IOException {
        AuditBounds bounds = metadata.audit().bounds();
        List<AuditLink> oldest = metadata.audit().links(bounds.start().position(), AT_ONCE);
        Instant least = clock.instant().minus(limits.get().age());
        long excess = bounds.bytes() - limits.get().bytes();
        Optional<AuditLink> last = Optional.empty();
        for (AuditLink link : oldest) {
            boolean old = link.event().map(e -> e.at().isBefore(least)).orElse(false);
            boolean newest = link.position() == bounds.end().position();
            if (newest || !(old || excess > 0)) {
                break;
            }
            excess -= link.bytes();
            last = Optional.of(link);
        }
        if (last.isEmpty()) {
            return false;
        }
        drop(bounds, last.get());
        return last.get().equals(oldest.getLast()) && oldest.size() == AT_ONCE;
    }

    private void drop(AuditBounds bounds, AuditLink last) throws IOException {
        long dropped = last.position() - bounds.start().position();
        metadata.commit(
                new Change.TrimAudit(last.position()),
                journal.entry(
                        Kind.RETENTION,
                        "",
                        "audit",
                        Optional.empty(),
                        Map.of(
                                "through", Long.toString(last.position()),
                                "hash", last.hash(),
                                "dropped", Long.toString(dropped))));
    }
}
