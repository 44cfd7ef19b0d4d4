package dev.gatehouse.server.store;

import static dev.gatehouse.core.store.Records.INTERNAL;
import static dev.gatehouse.core.store.Records.NOON;
import static dev.gatehouse.core.store.Records.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.core.store.Change;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A directory that is not whole is refused with a reason, and never becomes an empty store. */
final class StoreDirectoryTest {
    @TempDir private Path scratch;

    private Path directory;

    @BeforeEach
    void makeStore() throws IOException {
        directory = scratch.resolve("data");
        try (StoreDirectory store = Stores.open(directory)) {
            store.metadata().commit(new Change.PutPresent(key("a"), INTERNAL, NOON));
        }
    }

    @Test
    void aStoreKeepsWhatItHasOverManyStarts() throws IOException {
        for (int start = 0; start < 5; start++) {
            try (StoreDirectory store = Stores.open(directory)) {
                assertThat(store.isWritable()).isTrue();
                assertThat(store.metadata().presence().present(key("a"))).hasSize(1);
            }
        }
    }

    @Test
    void onlyOneMayHaveItOpen() throws IOException {
        try (StoreDirectory first = Stores.open(directory)) {
            assertRefused("open in this process");
            assertThat(first.isWritable()).isTrue();
        }
        Stores.open(directory).close();
    }

    @Test
    void metadataThatAreGoneAreNotMadeAnew() throws IOException {
        Directories.delete(directory.resolve("metadata"));

        assertRefused("has lost its metadata");
        assertRefused("has lost its metadata");
    }

    @Test
    void blobsThatAreGoneAreNotMadeAnew() throws IOException {
        Directories.delete(directory.resolve("blobs"));

        assertRefused("has lost its blobs");
    }

    @Test
    void partsWithoutMarkerAreRefused() throws IOException {
        Files.delete(directory.resolve("store.json"));

        assertRefused("no store.json");
    }

    @Test
    void aMarkerThatCannotBeReadIsRefused() throws IOException {
        for (String content : new String[] {"", "{", "{\"schema\":1}", "x".repeat(9000)}) {
            Files.writeString(directory.resolve("store.json"), content);

            assertRefused("store.json cannot be read");
        }
    }

    @Test
    void aNewerLayoutIsRefusedAndTheMessageSaysWhatToDo() throws IOException {
        Path marker = directory.resolve("store.json");
        Files.writeString(marker, Files.readString(marker).replace("\"schema\":1", "\"schema\":2"));

        assertRefused("schema 2", "start the newer gatehouse");
    }

    @Test
    void metadataOfAnotherStoreAreRefused() throws IOException {
        Path other = scratch.resolve("other");
        Stores.open(other).close();
        Directories.delete(directory.resolve("metadata"));
        Files.delete(directory.resolve("synced"));
        Directories.copy(other.resolve("metadata"), directory.resolve("metadata"));

        assertRefused("do not belong together");
    }

    @Test
    void olderMetadataOfTheSameStoreAreRefused() throws IOException {
        Path older = scratch.resolve("older");
        Directories.copy(directory.resolve("metadata"), older);
        Stores.open(directory).close();
        Directories.delete(directory.resolve("metadata"));
        Files.delete(directory.resolve("synced"));
        Directories.copy(older, directory.resolve("metadata"));

        assertRefused("one of them is older");
    }

    @Test
    void emptyMetadataInPlaceOfTheRealOnesAreRefused() throws IOException {
        Directories.delete(directory.resolve("metadata"));
        Files.createDirectory(directory.resolve("metadata"));
        RocksDatabase.open(directory.resolve("metadata"), true).close();
        Files.delete(directory.resolve("synced"));

        assertRefused("the metadata in", "is empty, the store is not");
    }

    @Test
    void aCrashWhileAStoreIsMadeDoesNoHarm() throws IOException {
        Path fresh = scratch.resolve("fresh");
        StoreLayout layout = StoreLayout.in(fresh);
        LatchedDisk disk = new LatchedDisk(Disk.REAL, new StoreLatch());
        new StoreMarker(StoreMarker.SCHEMA, "01JSTORE", 0).write(layout.directory(), disk);
        layout.create();

        try (StoreDirectory store = Stores.open(fresh)) {
            assertThat(store.isWritable()).isTrue();
        }
        Stores.open(fresh).close();
    }

    @Test
    void aCrashBetweenTheTwoMarksOfAStartDoesNoHarm() throws IOException {
        byte[] before = Files.readAllBytes(directory.resolve("store.json"));
        Stores.open(directory).close();
        Files.write(directory.resolve("store.json"), before);

        try (StoreDirectory store = Stores.open(directory)) {
            assertThat(store.metadata().presence().present(key("a"))).hasSize(1);
        }
    }

    @Test
    void aLinkInPlaceOfADirectoryIsRefused() throws IOException {
        Files.move(directory.resolve("blobs"), scratch.resolve("elsewhere"));
        Files.createSymbolicLink(directory.resolve("blobs"), scratch.resolve("elsewhere"));

        assertRefused("is not a directory");
    }

    @Test
    void aDirectoryThatOthersMayWriteToIsRefused() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertRefused("chmod 700");
    }

    private void assertRefused(String... reasons) {
        assertThatExceptionOfType(StoreRefusedException.class)
                .isThrownBy(() -> Stores.open(directory).close())
                .satisfies(e -> assertThat(e.getMessage()).contains(reasons));
    }
}
