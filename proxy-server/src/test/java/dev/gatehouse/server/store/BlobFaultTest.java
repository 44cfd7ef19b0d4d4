package dev.gatehouse.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.store.Blob;
import dev.gatehouse.core.store.BlobDraft;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.Records;
import dev.gatehouse.server.store.FileBlobStore.Condition;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

final class BlobFaultTest {
    private static final byte[] BYTES = new byte[100_000];
    private static final Digest SHA256;

    static {
        new Random(1).nextBytes(BYTES);
        SHA256 = Digest.compute(DigestAlgorithm.SHA256, BYTES);
    }

    @TempDir private Path directory;

    @Test
    void damagedBytesAreFoundByVerifyAndRepairedByTheNextCommit() throws IOException {
        byte[] flipped = BYTES.clone();
        flipped[77_777] ^= 4;
        byte[] cut = Arrays.copyOf(BYTES, BYTES.length - 1);
        Path file = storedFile();
        try (StoreDirectory store = Stores.open(directory)) {
            for (byte[] damaged : new byte[][] {flipped, cut, {}, new byte[BYTES.length]}) {
                Files.write(file, damaged);
                assertThat(store.blobs().verify(SHA256)).isEqualTo(Condition.DAMAGED);

                commit(store);

                assertThat(store.blobs().verify(SHA256)).isEqualTo(Condition.WHOLE);
                assertThat(file).hasBinaryContent(BYTES);
            }
        }
    }

    @Test
    void aPlantedLinkIsNotFollowed() throws IOException {
        Path file = storedFile();
        Path elsewhere = Files.write(directory.resolve("elsewhere"), BYTES);
        Files.delete(file);
        Files.createSymbolicLink(file, elsewhere);

        try (StoreDirectory store = Stores.open(directory)) {
            assertThat(store.blobs().find(SHA256)).isEmpty();

            commit(store);

            assertThat(Files.isSymbolicLink(file)).isFalse();
            assertThat(elsewhere).hasBinaryContent(BYTES);
        }
    }

    @Test
    void aPlantedDirectoryLinkIsNeitherReadNorWrittenThrough() throws IOException {
        Path inner = storedFile().getParent();
        Path elsewhere = Files.move(inner, directory.resolve("elsewhere"));
        Files.createSymbolicLink(inner, elsewhere);

        try (StoreDirectory store = Stores.open(directory)) {
            assertThat(store.blobs().find(SHA256)).isEmpty();
            assertThat(store.blobs().verify(SHA256)).isEqualTo(Condition.MISSING);
            assertThatIOException().isThrownBy(() -> commit(store));
        }
    }

    @Test
    void draftsOfAKilledProcessAreSwept() throws IOException {
        storedFile();
        Path left = Files.write(directory.resolve("drafts/draft-9"), BYTES);

        try (StoreDirectory store = Stores.open(directory)) {
            assertThat(left).doesNotExist();
            assertThat(store.blobs().find(SHA256)).isPresent();
        }
    }

    @Test
    void onlyTheOwnerMayReadFilesAndDirectories() throws IOException {
        Path file = storedFile();

        assertThat(permissions(file)).isEqualTo("rw-------");
        for (Path place :
                new Path[] {
                    file.getParent(), directory.resolve("metadata"), directory.resolve("drafts")
                }) {
            assertThat(permissions(place)).isEqualTo("rwx------");
        }
        assertThat(permissions(directory.resolve("store.json"))).isEqualTo("rw-------");
    }

    @Test
    void theFirstFailedSyncMakesBlobsAndMetadataReadOnly() throws IOException {
        AtomicBoolean failing = new AtomicBoolean();
        Disk disk =
                new Disk() {
                    @Override
                    public void sync(FileChannel file) throws IOException {
                        if (failing.get()) {
                            throw new IOException("Input/output error");
                        }
                        Disk.super.sync(file);
                    }
                };
        try (StoreDirectory store = Stores.open(directory, InstantSource.system(), disk)) {
            commit(store);
            store.metadata()
                    .commit(
                            new Change.PutPresent(
                                    Records.key("a"), Records.INTERNAL, Records.NOON));
            failing.set(true);
            assertThatIOException()
                    .isThrownBy(() -> commit(store))
                    .withMessageContaining("read-only");
            failing.set(false);

            assertThatIOException()
                    .isThrownBy(() -> commit(store))
                    .withMessageContaining("read-only");
            assertThatIOException()
                    .isThrownBy(
                            () -> store.metadata().commit(new Change.DropLocal(Records.key("a"))))
                    .withMessageContaining("read-only");
            assertThat(store.isWritable()).isFalse();
            assertThat(store.blobs().find(SHA256)).isPresent();
            assertThat(store.metadata().presence().present(Records.key("a"))).hasSize(1);
        }
    }

    @Test
    void aFailedRenameLeavesNoTraceAndTheStoreWritable() throws IOException {
        AtomicBoolean failing = new AtomicBoolean(true);
        Disk disk =
                new Disk() {
                    @Override
                    public void rename(Path from, Path to) throws IOException {
                        if (failing.get() && to.endsWith(SHA256.hex())) {
                            throw new IOException("No space left on device");
                        }
                        Disk.super.rename(from, to);
                    }
                };
        try (StoreDirectory store = Stores.open(directory, InstantSource.system(), disk)) {
            assertThatIOException().isThrownBy(() -> commit(store)).withMessageContaining("space");

            assertThat(store.blobs().find(SHA256)).isEmpty();
            assertThat(directory.resolve("drafts")).isEmptyDirectory();
            failing.set(false);
            commit(store);
            assertThat(store.blobs().find(SHA256)).isPresent();
        }
    }

    private Path storedFile() throws IOException {
        try (StoreDirectory store = Stores.open(directory)) {
            return commit(store).path();
        }
    }

    private static Blob commit(StoreDirectory store) throws IOException {
        try (BlobDraft draft = store.blobs().draft()) {
            draft.sink().write(BYTES);
            return draft.commit();
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
