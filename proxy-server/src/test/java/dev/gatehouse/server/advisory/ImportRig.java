package dev.gatehouse.server.advisory;

import dev.gatehouse.core.advisory.Advisory;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.proxy.Journal;
import dev.gatehouse.core.store.MemoryMetadataStore;
import dev.gatehouse.server.advisory.AdvisoryBook.Origin;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A book over a store in memory. */
abstract class ImportRig {
    static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
    static final Origin ALICE = new Origin("osv.zip", "mark", "alice");
    static final PackageName PAD = new PackageName(new FormatId("npm"), "left-pad");

    @TempDir Path directory;
    final MemoryMetadataStore store = new MemoryMetadataStore();
    final AtomicInteger told = new AtomicInteger();
    private final AtomicLong ids = new AtomicLong();
    AdvisoryBook book;

    @BeforeEach
    void open() throws IOException {
        book = book();
    }

    final AdvisoryBook book() throws IOException {
        Journal journal = new Journal(store, () -> "id-" + ids.incrementAndGet(), () -> NOON);
        AdvisoryBook made = new AdvisoryBook(store, journal, OsvReaderTest.FORMATS, () -> NOON);
        made.whenChanged(told::incrementAndGet);
        return made;
    }

    final Path zip(Osv osv) throws IOException {
        return osv.zip(directory.resolve("osv.zip"));
    }

    final ImportReport taken(Path place) throws Exception {
        return ((ImportOutcome.Done) book.take(place, ALICE)).report();
    }

    final List<String> about(PackageName name) throws IOException {
        return store.advisories().about(name).orElseThrow().stream().map(Advisory::id).toList();
    }

    static Osv two() {
        return new Osv()
                .with("GHSA-1", "npm", "left-pad", "1.3.0")
                .with("GHSA-2", "npm", "left-pad", "1.2.0");
    }
}
