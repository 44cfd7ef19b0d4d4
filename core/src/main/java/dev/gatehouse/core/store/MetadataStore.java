package dev.gatehouse.core.store;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * All that is kept besides the bytes. Thread-safe. A read sees every commit that returned before
 * it.
 *
 * <p>Reads and commits throw {@link IOException} when the store is broken or unreadable; what could
 * not be read is never reported as missing.
 */
public interface MetadataStore extends Closeable {
    /** How long a commit waits. */
    enum Durability {
        /** Until the disk has it: for all that was, or is about to be, acknowledged to somebody. */
        SYNCED,
        /** Not at all: for what can be learnt again. It may be lost by a crash, never torn. */
        BEHIND
    }

    /** Applies all changes or none, in order. */
    void commit(List<Change> changes, Durability durability) throws IOException;

    default void commit(Change... changes) throws IOException {
        commit(List.of(changes), Durability.SYNCED);
    }

    IndexView indexes();

    ReleaseView releases();

    ProvenanceView provenance();

    PresenceView presence();

    StateView states();

    SignatureView signatures();

    AuditView audit();

    IdentityView identities();

    ManagedView managed();

    WebhookView webhooks();

    PolicyView policies();

    AdvisoryView advisories();

    /** Rough sizes for metrics: entries by kind of record. */
    StoreSizes sizes();

    @Override
    void close() throws IOException;
}
