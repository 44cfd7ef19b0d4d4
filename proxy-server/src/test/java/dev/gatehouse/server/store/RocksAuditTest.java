package dev.gatehouse.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.store.AuditChain;
import dev.gatehouse.core.store.AuditChain.Finding;
import dev.gatehouse.core.store.AuditEvent;
import dev.gatehouse.core.store.AuditLink;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.MetadataStore.Durability;
import dev.gatehouse.core.store.Records;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.WriteBatch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** The chain of the audit log on disk. */
final class RocksAuditTest {
    @TempDir private Path directory;

    private StoreDirectory store;

    @BeforeEach
    void open() throws IOException {
        store = Stores.open(directory);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private Finding verify() throws IOException {
        return new AuditChain(store.metadata().audit()).verify();
    }

    private void write(int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            store.metadata()
                    .commit(
                            List.of(new Change.PutAudit(Records.event("01J%04d".formatted(i)))),
                            Durability.BEHIND);
        }
    }

    private static AuditEvent forged() {
        AuditEvent one = Records.event("01J0003");
        return new AuditEvent(
                one.id(),
                one.at(),
                one.kind(),
                one.repository(),
                one.subject(),
                one.source(),
                "somebody-else",
                one.details(),
                one.count());
    }

    private interface Deed {
        void on(RocksDatabase database, WriteBatch batch) throws Exception;
    }

    /** Does something to the files that no program of ours would do. */
    private void tamper(Deed deed) throws Exception {
        store.close();
        try (RocksDatabase database = RocksDatabase.open(directory.resolve("metadata"), false);
                WriteBatch batch = new WriteBatch()) {
            deed.on(database, batch);
            database.write(batch, true);
        }
        store = Stores.open(directory);
    }

    @Test
    void eventsOfManyThreadsAreOneChainAlsoAfterARestart() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> work = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                int first = i * 10;
                work.add(
                        () -> {
                            write(first, first + 10);
                            return true;
                        });
            }
            for (var done : threads.invokeAll(work)) {
                assertThat(done.get()).isTrue();
            }
        }
        assertThat(store.metadata().audit().bounds().entries()).isEqualTo(160);
        assertThat(verify()).isInstanceOf(Finding.Whole.class);

        store.close();
        store = Stores.open(directory);
        write(160, 165);

        assertThat(store.metadata().audit().bounds().entries()).isEqualTo(165);
        assertThat(verify()).isInstanceOf(Finding.Whole.class);
    }

    @Test
    void anEventThatWasTakenOutOfTheFilesShows() throws Exception {
        write(0, 9);

        tamper(
                (database, batch) ->
                        batch.delete(database.handle(Column.AUDIT), Keys.of("01J0003")));

        assertThat(verify()).isEqualTo(new Finding.Broken(4, "has lost its event"));
    }

    @Test
    void anEventThatWasAlteredInTheFilesShows() throws Exception {
        write(0, 9);

        tamper(
                (database, batch) ->
                        batch.put(
                                database.handle(Column.AUDIT),
                                Keys.of("01J0003"),
                                new RowCodec().write(Rows.Event.of(forged()))));

        assertThat(verify()).isEqualTo(new Finding.Broken(4, "was altered"));
    }

    @Test
    void anEventThatWasPutIntoTheFilesShows() throws Exception {
        write(0, 9);

        tamper(
                (database, batch) ->
                        batch.put(
                                database.handle(Column.AUDIT),
                                Keys.of("01J00035"),
                                new RowCodec().write(Rows.Event.of(Records.event("x")))));

        assertThat(verify())
                .isEqualTo(new Finding.Broken(9, "there are events that are not in the chain"));
    }

    @Test
    void eventsFromBeforeThereWasAChainAreChained() throws Exception {
        write(0, 1200);

        tamper(
                (database, batch) ->
                        batch.deleteRange(
                                database.handle(Column.AUDIT_CHAIN), Keys.of("0"), Keys.of("z")));

        assertThat(store.metadata().audit().bounds().entries()).isEqualTo(1200);
        assertThat(verify()).isInstanceOf(Finding.Whole.class);
    }

    @Test
    void theOldestEntriesAreTrimmedAndTheNewestIsNever() throws Exception {
        write(0, 9);

        store.metadata().commit(new Change.TrimAudit(4));

        assertThat(store.metadata().audit().links(0, 99))
                .extracting(AuditLink::position)
                .containsExactly(5L, 6L, 7L, 8L, 9L);
        assertThat(store.metadata().audit().count()).isEqualTo(5);
        assertThat(verify())
                .isInstanceOfSatisfying(
                        Finding.Broken.class, b -> assertThat(b.why()).contains("no entry says"));

        store.metadata().commit(new Change.TrimAudit(99));

        assertThat(store.metadata().audit().count()).isEqualTo(1);
        assertThat(store.metadata().audit().bounds().bytes())
                .isEqualTo(store.metadata().audit().links(0, 9).getFirst().bytes());
    }
}
