package dev.gatehouse.server.backup;

import static dev.gatehouse.core.store.Records.NOON;
import static dev.gatehouse.core.store.Records.PUBLIC;
import static dev.gatehouse.core.store.Records.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.Blob;
import dev.gatehouse.core.store.BlobDraft;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.server.store.StoreDirectory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A store, its backups, and what becomes of them. */
abstract class BackedUpStore {
    static final PackageKey ACME = key("@acme/ui");

    @TempDir Path directory;

    final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final AtomicInteger ids = new AtomicInteger();
    StoreDirectory store;

    @BeforeEach
    void openStore() throws IOException {
        store = open("store");
    }

    @AfterEach
    void closeStore() throws IOException {
        store.close();
    }

    StoreDirectory open(String name) throws IOException {
        return StoreDirectory.open(
                directory.resolve(name), now::get, () -> "01J" + ids.incrementAndGet());
    }

    BackupWriter writer() {
        return new BackupWriter(store::snapshot, now::get);
    }

    byte[] backup() throws Exception {
        try (BackupWriter writer = writer()) {
            return rest(writer, new ByteArrayOutputStream());
        }
    }

    static byte[] rest(BackupWriter writer, ByteArrayOutputStream taken) throws Exception {
        for (Optional<ByteBuffer> piece = writer.next(); piece.isPresent(); ) {
            byte[] bytes = new byte[piece.get().remaining()];
            piece.get().get(bytes);
            taken.writeBytes(bytes);
            piece = writer.next();
        }
        return taken.toByteArray();
    }

    BackupReader.Backup restore(byte[] archive, String name) throws IOException {
        return Backups.restore(
                new ByteArrayInputStream(archive), directory.resolve(name), now::get);
    }

    Blob put(String version, byte[] content) throws IOException {
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

    static byte[] bytes(int seed, int length) {
        byte[] bytes = new byte[length];
        new java.util.Random(seed).nextBytes(bytes);
        return bytes;
    }

    static void assertFile(StoreDirectory store, String version, byte[] content)
            throws IOException {
        StoredFile file =
                store.metadata()
                        .releases()
                        .file(ACME, new Version(version), new FileName("ui-" + version + ".tgz"))
                        .orElseThrow();
        Blob blob = store.blobs().find(file.sha256()).orElseThrow();
        assertThat(blob.path()).hasBinaryContent(content);
    }
}
