package dev.gatehouse.server.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.gatehouse.core.store.Blob;
import dev.gatehouse.server.store.StoreDirectory;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Backups that were cut off, changed or made up. */
final class WrongBackupTest extends BackedUpStore {
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
            write(
                    tar,
                    Heading.NAME,
                    "{\"backup\":1,\"schema\":1,\"store\":\"x\",\"start\":1,\"at\":\"2030-01-31T12:00:00Z\"}"
                            .getBytes(StandardCharsets.UTF_8));
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
