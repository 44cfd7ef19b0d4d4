package dev.gatehouse.server.advisory;

import dev.gatehouse.core.advisory.AdvisorySet;
import dev.gatehouse.core.format.Format;
import dev.gatehouse.core.proxy.Journal;
import dev.gatehouse.core.store.AuditEvent.Kind;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.MetadataStore.Durability;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/** The advisories in force, and the one way to replace them: all at once. Thread-safe. */
public final class AdvisoryBook {
    private static final Logger LOG = LoggerFactory.getLogger(AdvisoryBook.class);

    private final MetadataStore metadata;
    private final Journal journal;
    private final OsvReader reader;
    private final InstantSource clock;
    private final ReentrantLock importing = new ReentrantLock();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Optional<AdvisorySet> current;
    private volatile Optional<Failure> failure = Optional.empty();

    /**
     * Those that the store holds.
     *
     * @param formats whose packages are looked for in records
     */
    public AdvisoryBook(
            MetadataStore metadata,
            Journal journal,
            List<Format<?, ?>> formats,
            InstantSource clock)
            throws IOException {
        this.metadata = metadata;
        this.journal = journal;
        this.reader = new OsvReader(formats);
        this.clock = clock;
        this.current = metadata.advisories().current();
    }

    /** An import that was tried last, and failed. */
    public record Failure(Instant at, String reason) {}

    /**
     * Whence advisories come.
     *
     * @param name for people; without secrets
     * @param mark what it looks like now; see {@link AdvisorySet#mark}
     * @param by who imports them
     */
    public record Origin(String name, String mark, String by) {}

    /** The set in force; empty: none was ever imported. */
    public Optional<AdvisorySet> current() {
        return current;
    }

    /** Why the last try brought nothing, if it did not. */
    public Optional<Failure> failure() {
        return failure;
    }

    /** Remembers that a source could not be had. */
    void failed(String reason) {
        failure = Optional.of(new Failure(clock.instant(), reason));
        LOG.warn("No new advisories, the ones in force stay: {}", reason);
    }

    /** Calls that after each import, on the importing thread. */
    public void whenChanged(Runnable then) {
        listeners.add(then);
    }

    /**
     * Imports a zip file or a directory.
     *
     * @throws IOException when the store cannot take it; the set in force is what it says
     */
    public ImportOutcome take(Path place, Origin origin) throws IOException, InterruptedException {
        RecordSource source =
                Files.isDirectory(place) ? new DirectoryRecords(place) : new ZipRecords(place);
        return take(source, origin);
    }

    ImportOutcome take(RecordSource source, Origin origin)
            throws IOException, InterruptedException {
        if (!importing.tryLock()) {
            return new ImportOutcome.Busy();
        }
        try {
            return alone(source, origin);
        } catch (UncheckedIOException e) {
            failed("the store could not take them: " + e.getMessage());
            throw new IOException("advisories could not be stored", e);
        } finally {
            importing.unlock();
        }
    }

    private ImportOutcome alone(RecordSource source, Origin origin)
            throws IOException, InterruptedException {
        dropLeftovers();
        String id = journal.id();
        AdvisoryImport under = new AdvisoryImport(reader, metadata, id);
        try {
            source.each(under);
        } catch (IOException e) {
            return refused(origin, String.valueOf(e.getMessage()));
        }
        under.flush();
        if (under.counts().kept() + under.counts().withdrawn() == 0) {
            return refused(origin, "it has no record about a package of a format that is served");
        }
        AdvisorySet set =
                new AdvisorySet(id, origin.name(), origin.mark(), clock.instant(), under.counts());
        put(set, origin);
        return new ImportOutcome.Done(new ImportReport(set, under.ignored(), under.problems()));
    }

    private ImportOutcome refused(Origin origin, String reason) throws IOException {
        failed(origin.name() + ": " + reason);
        dropLeftovers();
        return new ImportOutcome.Refused(reason);
    }

    /** What imports left that were cut: of a killed server, too. */
    private void dropLeftovers() throws IOException {
        Optional<String> inForce = current.map(AdvisorySet::id);
        for (String set : metadata.advisories().sets()) {
            if (inForce.filter(set::equals).isEmpty()) {
                metadata.commit(List.of(new Change.DropAdvisories(set)), Durability.BEHIND);
            }
        }
    }

    /** One commit, so that whoever reads sees the one set or the other. */
    private void put(AdvisorySet set, Origin origin) throws IOException {
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.PutAdvisorySet(set));
        current.ifPresent(before -> changes.add(new Change.DropAdvisories(before.id())));
        changes.add(
                journal.entry(
                        Kind.IMPORT,
                        "",
                        "advisories",
                        Optional.empty(),
                        origin.by(),
                        Map.of(
                                "from", origin.name(),
                                "set", set.id(),
                                "kept", Long.toString(set.counts().kept()),
                                "refused", Long.toString(set.counts().refused()))));
        try {
            metadata.commit(changes, Durability.SYNCED);
            failure = Optional.empty();
        } finally {
            // The outcome of a failed one may be unknown: in force is what the store says.
            current = metadata.advisories().current();
            listeners.forEach(Runnable::run);
        }
        LOG.info("{} advisories from {} are in force", set.counts().kept(), origin.name());
    }
}
