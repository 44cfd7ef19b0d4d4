package dev.gatehouse.server;

import dev.gatehouse.core.http.LiveContent;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.proxy.Journal;
import dev.gatehouse.core.store.AuditEvent.Kind;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.server.api.operation.Upkeep;
import dev.gatehouse.server.backup.BackupWriter;
import dev.gatehouse.server.store.BlobScrub;
import dev.gatehouse.server.store.BlobSweep;
import dev.gatehouse.server.store.StoreDirectory;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The upkeep of a store in a directory. Thread-safe. */
record StoreUpkeep(StoreDirectory store, Journal journal, InstantSource clock) implements Upkeep {
    @Override
    public Collected collect() throws IOException, InterruptedException {
        BlobSweep.Outcome outcome = store.sweep().sweep();
        return new Collected(outcome.seen(), outcome.removed());
    }

    @Override
    public LiveContent backup(String by) throws IOException {
        Change told = journal.entry(Kind.BACKUP, "", "store", Optional.empty(), by, Map.of());
        store.metadata().commit(List.of(told), MetadataStore.Durability.SYNCED);
        return new BackupWriter(store::snapshot, clock);
    }

    @Override
    public boolean isBackingUp() {
        return store.sweep().isPaused();
    }

    @Override
    public Scrubbed scrub() throws IOException, InterruptedException {
        BlobScrub.Outcome outcome = store.scrub().scrub();
        return new Scrubbed(
                outcome.read(),
                outcome.damaged().stream().map(Digest::hex).toList(),
                outcome.missing().stream().map(Digest::hex).toList());
    }
}
