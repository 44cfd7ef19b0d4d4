package dev.gatehouse.server.backup;

import static dev.gatehouse.core.store.Records.NOON;
import static dev.gatehouse.core.store.Records.PUBLIC;
import static dev.gatehouse.core.store.Records.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.Blob;
import dev.gatehouse.core.store.BlobDraft;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.Records;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.server.store.BlobSweep;
import dev.gatehouse.server.store.StoreDirectory;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

final class BackupTest {
    private static final PackageKey ACME = key("@acme/ui");
    private static final int BIG = 700_000;

    @TempDir private Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final AtomicInteger ids = new AtomicInteger();
    private StoreDirectory store;

    @BeforeEach
    void openStore() throws IOException {
        store = open("store");
    }

    @AfterEach
    void closeStore() throws IOException {
        store.close();
    }

    private StoreDirectory open(String name) throws IOException {
        return StoreDirectory.open(
                directory.resolve(name), now::get, () -> "01J" + ids.incrementAndGet());
    }

    private BackupWriter writer() {
        return new BackupWriter(store::snapshot, now::get);
    }

    private byte[] backup() throws Exception {
        try (BackupWriter writer = writer()) {
            return rest(writer, new ByteArrayOutputStream());
        }
    }

    private static byte[] rest(BackupWriter writer, ByteArrayOutputStream taken) throws Exception {
        for (Optional<ByteBuffer> piece = writer.next(); piece.isPresent(); ) {
            byte[] bytes = new byte[piece.get().remaining()];
            piece.get().get(bytes);
            taken.writeBytes(bytes);
            piece = writer.next();
        }
        return taken.toByteArray();
    }

    private BackupReader.Backup restore(byte[] archive, String name) throws IOException {
        return Backups.restore(
                new ByteArrayInputStream(archive), directory.resolve(name), now::get);
    }

    private Blob put(String version, byte[] content) throws IOException {
        Blob blob;
        try (BlobDraft draft = store.blobs().draft()) {
            draft.sink().write(content);
            blob = draft.commit();
        }
        store.metadata().commit(new Change.PutFile(stored(version, blob)));
        return blob;
    }

    private static StoredFile stored(String version, Blob blob) {
        return new StoredFile(
                ACME,
                new Version(version),
                new FileName("ui-" + version + ".tgz"),
                PUBLIC,
                blob.size(),
                Set.of(blob.sha256()),
                NOON);
    }

    private static byte[] bytes(int seed, int length) {
        byte[] bytes = new byte[length];
        new java.util.Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static void assertFile(StoreDirectory store, String version, byte[] content)
            throws IOException {
        StoredFile file =
                store.metadata()
                        .releases()
                        .file(ACME, new Version(version), new FileName("ui-" + version + ".tgz"))
                        .orElseThrow();
        Blob blob = store.blobs().find(file.sha256()).orElseThrow();
        assertThat(blob.path()).hasBinaryContent(content);
    }

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

    @Test
    void aBackupThatWasCutOffAnywhereIsRefusedAndLeavesNothing() throws Exception {
        put("1.0.0", bytes(1, 3000));
        byte[] whole = backup();
        int content = lengthWithoutPadding(whole);

        for (int length = 0; length < content; length += 497) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatIOException().as("cut at %d", length).isThrownBy(() -> restore(cut, "cut"));
            assertThat(inside("cut")).as("cut at %d", length).containsOnly("lock");
        }
    }

    /** A tar ends with zeros. */
    private static int lengthWithoutPadding(byte[] tar) {
        int length = tar.length;
        while (tar[length - 1] == 0) {
            length--;
        }
        return length;
    }

    private List<String> inside(String name) throws IOException {
        try (var files = Files.list(directory.resolve(name))) {
            return files.map(f -> f.getFileName().toString()).toList();
        }
    }

    @Test
    void bytesThatWereChangedAfterwardsAreFoundByNameAndNothingIsLeft() throws Exception {
        Blob blob = put("1.0.0", "unmistakable content".getBytes(StandardCharsets.US_ASCII));
        byte[] archive = backup();
        String text = new String(archive, StandardCharsets.ISO_8859_1);
        archive[text.indexOf("unmistakable")] ^= 1;

        assertThatIOException()
                .isThrownBy(() -> restore(archive, "restored"))
                .withMessageContaining("changed after it was written")
                .withMessageContaining(blob.sha256().hex());
        assertThatIOException()
                .isThrownBy(() -> Backups.check(new ByteArrayInputStream(archive)))
                .withMessageContaining(blob.sha256().hex());
        assertThat(inside("restored")).containsOnly("lock");
    }

    @Test
    void aBlobThatWasDamagedBeforeIsToldAndLeftOut() throws Exception {
        Blob damaged = put("1.0.0", bytes(1, 100));
        put("2.0.0", bytes(2, 100));
        Files.write(damaged.path(), bytes(3, 100));

        var backup = restore(backup(), "restored");

        assertThat(backup.ending().damaged()).containsExactly(damaged.sha256().hex());
        try (StoreDirectory restored = open("restored")) {
            assertThat(restored.blobs().find(damaged.sha256())).isEmpty();
            assertFile(restored, "2.0.0", bytes(2, 100));
        }
    }

    @Test
    void aDirectoryThatIsNotEmptyOrIsInUseStaysAsItIs() throws Exception {
        byte[] archive = backup();
        Files.createDirectory(directory.resolve("other"));
        Files.writeString(directory.resolve("other/notes.txt"), "mine");

        assertThatIOException()
                .isThrownBy(() -> restore(archive, "other"))
                .withMessageContaining("is not empty (notes.txt)");
        assertThatIOException()
                .isThrownBy(() -> restore(archive, "store"))
                .withMessageContaining("is open in this process");
        assertThat(directory.resolve("other/notes.txt")).hasContent("mine");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metadata/../../escaped",
                "metadata/with space",
                "metadata/.hidden",
                "metadata//absolute",
                "blobs/short",
                "blobs/../../escaped",
                "/absolute",
                "other"
            })
    void aNameThatNoBackupHasIsRefused(String name) throws Exception {
        put("1.0.0", bytes(1, 10));
        Map<String, byte[]> entries = entries(backup());
        byte[] ending = entries.remove(Ending.NAME);
        entries.put(name, new byte[] {1});
        entries.put(Ending.NAME, ending);

        assertThatIOException().isThrownBy(() -> restore(archive(entries), "restored"));
        assertThat(directory.resolve("escaped")).doesNotExist();
        assertThat(inside("restored")).containsOnly("lock");
    }

    @Test
    void aBackupWithoutOneOfItsBlobsIsRefused() throws Exception {
        Blob blob = put("1.0.0", bytes(1, 10));
        Map<String, byte[]> entries = entries(backup());
        entries.remove("blobs/" + blob.sha256().hex());

        assertThatIOException()
                .isThrownBy(() -> restore(archive(entries), "restored"))
                .withMessageContaining("is not whole: it says");
    }

    @Test
    void anotherTarAndANewerLayoutAreToldApart() throws Exception {
        Map<String, byte[]> newer = entries(backup());
        newer.put(
                Heading.NAME,
                "{\"backup\":2,\"schema\":1,\"store\":\"x\",\"start\":1,\"at\":\"2030-01-31T12:00:00Z\"}"
                        .getBytes(StandardCharsets.UTF_8));

        assertThatIOException()
                .isThrownBy(() -> restore(archive(Map.of("readme", new byte[1])), "restored"))
                .withMessageContaining("this is no backup of Gatehouse");
        assertThatIOException()
                .isThrownBy(() -> restore(bytes(1, 5000), "restored"))
                .withMessageContaining("this is no backup of Gatehouse");
        assertThatIOException()
                .isThrownBy(() -> restore(archive(newer), "restored"))
                .withMessageContaining("layout 2, this program knows up to 1");
    }

    @Test
    void aLinkIsNoFile() throws Exception {
        var out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            write(tar, Heading.NAME, entries(backup()).get(Heading.NAME));
            TarArchiveEntry link = new TarArchiveEntry("metadata/CURRENT", TarConstants.LF_SYMLINK);
            link.setLinkName("/etc/hostname");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        }

        assertThatIOException()
                .isThrownBy(() -> restore(out.toByteArray(), "restored"))
                .withMessageContaining("is no file");
    }

    private static Map<String, byte[]> entries(byte[] archive) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new ByteArrayInputStream(archive))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.put(entry.getName(), tar.readAllBytes());
            }
        }
        return entries;
    }

    private static byte[] archive(Map<String, byte[]> entries) throws IOException {
        var out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            for (var entry : entries.entrySet()) {
                write(tar, entry.getKey(), entry.getValue());
            }
        }
        return out.toByteArray();
    }

    private static void write(TarArchiveOutputStream tar, String name, byte[] content)
            throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
