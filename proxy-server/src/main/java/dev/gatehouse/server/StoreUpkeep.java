package dev.gatehouse.server;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.server.api.operation.Upkeep;
import dev.gatehouse.server.store.BlobScrub;
import dev.gatehouse.server.store.BlobSweep;
import dev.gatehouse.server.store.StoreDirectory;

import java.io.IOException;

/** The upkeep of a store in a directory. Thread-safe. */
record StoreUpkeep(StoreDirectory store) implements Upkeep {
    @Override
    public Collected collect() throws IOException, InterruptedException {
        BlobSweep.Outcome outcome = store.sweep().sweep();
        return new Collected(outcome.seen(), outcome.removed());
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
