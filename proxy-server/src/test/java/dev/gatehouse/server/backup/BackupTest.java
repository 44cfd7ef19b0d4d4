package dev.gatehouse.server.backup;

import static dev.gatehouse.core.store.Records.NOON;
import static dev.gatehouse.core.store.Records.PUBLIC;
import static dev.gatehouse.core.store.Records.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.Records;
import dev.gatehouse.server.store.BlobSweep;
import dev.gatehouse.server.store.StoreDirectory;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

final class BackupTest extends BackedUpStore {
    private static final int BIG = 700_000;

    @Test
    void whatWasStoredIsInTheRestoredStore() throws Exception {
        put("1.0.0", bytes(1, BIG));
        put("2.0.0", bytes(2, 0));
        store.metadata()
                .commit(
                        new Change.PutLocal(Records.local(key("ours"), "3.0.0")),
                        new Change.PutProvenance(Records.provenance(ACME, PUBLIC)));

        var backup = restore(backup(), "restored");

        assertThat(backup.ending().blobs()).isEqualTo(2);
        assertThat(backup.ending().damaged()).isEmpty();
        try (StoreDirectory restored = open("restored")) {
            assertThat(restored.id()).isEqualTo(store.id());
            assertFile(restored, "1.0.0", bytes(1, BIG));
            assertFile(restored, "2.0.0", new byte[0]);
            assertThat(restored.metadata().releases().local(key("ours"))).isPresent();
            assertThat(restored.metadata().provenance().of(ACME)).hasSize(1);
            assertThat(restored.scrub().scrub().damaged()).isEmpty();
        }
    }

    @Test
    void aRestoredStoreIsWrittenToAndBackedUpAgain() throws Exception {
        put("1.0.0", bytes(1, 10));
        restore(backup(), "restored");
        store.close();
        store = open("restored");
        put("2.0.0", bytes(2, 10));

        restore(backup(), "again");

        try (StoreDirectory again = open("again")) {
            assertFile(again, "1.0.0", bytes(1, 10));
            assertFile(again, "2.0.0", bytes(2, 10));
        }
    }

    @Test
    void whatIsDeletedAndSweptMeanwhileIsStillInTheBackup() throws Exception {
        for (int i = 0; i < 20; i++) {
            put("1.0." + i, bytes(i, 100_000));
        }
        var taken = new ByteArrayOutputStream();
        try (BackupWriter writer = writer()) {
            writer.next().ifPresent(piece -> taken.writeBytes(array(piece)));
            for (int i = 0; i < 20; i++) {
                store.metadata()
                        .commit(
                                new Change.DropFile(
                                        ACME,
                                        new Version("1.0." + i),
                                        new FileName("ui-1.0." + i + ".tgz")));
            }
            put("2.0.0", bytes(99, 10));
            now.set(NOON.plus(Duration.ofDays(1)));
            assertThat(store.sweep().sweep().removed()).isZero();

            restore(rest(writer, taken), "restored");
        }

        try (StoreDirectory restored = open("restored")) {
            for (int i = 0; i < 20; i++) {
                assertFile(restored, "1.0." + i, bytes(i, 100_000));
            }
            assertThat(
                            restored.metadata()
                                    .releases()
                                    .file(ACME, new Version("2.0.0"), new FileName("ui-2.0.0.tgz")))
                    .isEmpty();
        }
        assertThat(store.sweep().sweep()).isEqualTo(new BlobSweep.Outcome(21, 20));
    }

    private static byte[] array(ByteBuffer piece) {
        byte[] bytes = new byte[piece.remaining()];
        piece.get(bytes);
        return bytes;
    }

    @Test
    void oneIsMadeAtATimeAndOneThatIsGivenUpLeavesNothing() throws Exception {
        put("1.0.0", bytes(1, BIG));
        try (BackupWriter first = writer();
                BackupWriter second = writer()) {
            first.next();
            assertThat(store.sweep().isPaused()).isTrue();

            assertThatIOException()
                    .isThrownBy(second::next)
                    .withMessage("a backup is under way already");
        }

        assertThat(store.sweep().isPaused()).isFalse();
        assertThat(directory.resolve("store/snapshot")).doesNotExist();
        assertThat(backup()).isNotEmpty();
    }

    @Test
    void aSnapshotThatACrashLeftIsInNobodysWay() throws Exception {
        Path left = Files.createDirectory(directory.resolve("store/snapshot"));
        Files.writeString(left.resolve("CURRENT"), "of another time");
        put("1.0.0", bytes(1, 10));

        restore(backup(), "restored");

        try (StoreDirectory restored = open("restored")) {
            assertFile(restored, "1.0.0", bytes(1, 10));
        }
    }
}
