package dev.gatehouse.core.store;

import java.io.IOException;
import java.util.List;

/**
 * Compares the audit log with its chain of hashes: an entry that was altered, taken out or put in
 * shows, and a log that was cut. Who can write to the store can make out a whole new chain; so keep
 * the hash of the end elsewhere now and then.
 */
public final class AuditChain {
    private static final int PAGE = 500;
    private static final int TRIES = 5;

    private final AuditView audit;

    public AuditChain(AuditView audit) {
        this.audit = audit;
    }

    /** What was found. */
    public sealed interface Finding {
        /** All entries follow each other up to that end. */
        record Whole(AuditBounds bounds) implements Finding {}

        /** The first entry that does not, and why. */
        record Broken(long position, String why) implements Finding {}
    }

    /** Walks over the whole log. It may grow, and its oldest entries be dropped, meanwhile. */
    public Finding verify() throws IOException {
        Finding finding = new Finding.Broken(0, "the log changes all the time; try again");
        for (int i = 0; i < TRIES; i++) {
            AuditBounds before = audit.bounds();
            finding = new Walk(before).run();
            AuditBounds after = audit.bounds();
            if (before.start().equals(after.start())
                    && (finding instanceof Finding.Broken || isCounted(before, after))) {
                return finding;
            }
            if (before.equals(after)) {
                return new Finding.Broken(
                        before.end().position(), "there are events that are not in the chain");
            }
        }
        return finding;
    }

    private boolean isCounted(AuditBounds before, AuditBounds after) throws IOException {
        long events = audit.count();
        return before.entries() <= events && events <= Math.max(after.entries(), latest());
    }

    private long latest() throws IOException {
        return audit.bounds().entries();
    }

    /** One walk from the start to where the end was when it began. */
    private final class Walk {
        private final AuditBounds bounds;
        private AuditBounds.Point at;
        private boolean isSignedOff;

        Walk(AuditBounds bounds) {
            this.bounds = bounds;
            this.at = bounds.start();
            this.isSignedOff = bounds.start().equals(AuditBounds.Point.ZERO);
        }

        Finding run() throws IOException {
            while (at.position() < bounds.end().position()) {
                List<AuditLink> page = audit.links(at.position(), PAGE);
                if (page.isEmpty()) {
                    return broken("is missing, and all behind it");
                }
                for (AuditLink link : page) {
                    String wrong = wrong(link);
                    if (!wrong.isEmpty()) {
                        return broken(wrong);
                    }
                    step(link);
                    if (at.position() == bounds.end().position()) {
                        break;
                    }
                }
            }
            return end();
        }

        private String wrong(AuditLink link) {
            if (link.position() != at.position() + 1) {
                return "is missing";
            }
            if (!link.previous().equals(at.hash())) {
                return "does not follow the one before";
            }
            if (link.event().isEmpty()) {
                return "has lost its event";
            }
            return link.isWhole() ? "" : "was altered";
        }

        private void step(AuditLink link) {
            at = new AuditBounds.Point(link.position(), link.hash());
            link.event()
                    .filter(e -> e.kind() == AuditEvent.Kind.RETENTION)
                    .filter(e -> signsOff(e, bounds.start()))
                    .ifPresent(e -> isSignedOff = true);
        }

        private Finding end() {
            if (!at.equals(bounds.end())) {
                return broken("is not the end that was written down");
            }
            return isSignedOff
                    ? new Finding.Whole(bounds)
                    : new Finding.Broken(
                            bounds.start().position() + 1,
                            "begins the log, but no entry says that those before it were dropped");
        }

        private Finding broken(String why) {
            return new Finding.Broken(at.position() + 1, why);
        }
    }

    private static boolean signsOff(AuditEvent event, AuditBounds.Point start) {
        return Long.toString(start.position()).equals(event.details().get("through"))
                && start.hash().equals(event.details().get("hash"));
    }
}
