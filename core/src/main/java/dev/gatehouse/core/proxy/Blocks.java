package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.store.AuditEvent;
import dev.gatehouse.core.trust.Enforcement;
import dev.gatehouse.core.trust.RuledSource;
import dev.gatehouse.core.trust.Ruling;
import dev.gatehouse.core.trust.SourceRuling;

/** Tells the audit log and the metrics which sources were refused for a request. Thread-safe. */
final class Blocks {
    private final Journal journal;
    private final Events events;

    Blocks(Journal journal, Events events) {
        this.journal = journal;
        this.events = events;
    }

    /** Counts each source that would be asked if the rule let it; in monitor mode it was. */
    void tell(Mount<?, ?> mount, PackageName name, SourceRuling ruling, String by) {
        boolean enforced = mount.settings().enforcement() == Enforcement.ENFORCE;
        for (RuledSource refused : ruling.refused()) {
            if (refused.source().asked()) {
                events.refused(
                        mount.format().id(),
                        refused.ruling(),
                        refused.rule(),
                        enforced,
                        refused.source().name());
                journal.refused(
                        kind(refused.ruling(), enforced),
                        mount,
                        name,
                        new Journal.Refused(refused.source().name(), refused.rule(), by));
            }
        }
    }

    private static AuditEvent.Kind kind(Ruling ruling, boolean enforced) {
        if (!enforced) {
            return AuditEvent.Kind.WOULD_BLOCK;
        }
        return ruling == Ruling.BLOCKED ? AuditEvent.Kind.BLOCK : AuditEvent.Kind.WITHHOLD;
    }
}
