package dev.gatehouse.server.store;

import static dev.gatehouse.core.store.Records.MAIN;
import static dev.gatehouse.core.store.Records.NOON;
import static dev.gatehouse.core.store.Records.PUBLIC;
import static dev.gatehouse.core.store.Records.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.Blob;
import dev.gatehouse.core.store.BlobDraft;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.core.store.StoredIndex;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

final class BlobSweepTest {
    private static final PackageKey ACME = key("@acme/ui");

    private static final Disk WITHOUT_SYNC =
            new Disk() {
                @Override
                public void sync(FileChannel file) {}
            };

    @TempDir private Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private StoreDirectory store;

    @BeforeEach
    void openStore() throws IOException {
        store = Stores.open(directory, now::get, WITHOUT_SYNC);
    }

    @AfterEach
    void closeStore() throws IOException {
        store.close();
    }

    @Test
    void onlyOldBlobsWithoutReferenceAreRemoved() throws Exception {
        Blob file = put("file");
        Blob index = put("index");
        Blob deleted = put("deleted version");
        Blob unused = put("unused");
        store.metadata()
                .commit(
                        new Change.PutFile(stored(file)),
                        new Change.PutIndex(stored(index.sha256())),
                        new Change.PutLocal(local(stored(deleted))));

        assertThat(store.sweep().sweep()).isEqualTo(new BlobSweep.Outcome(4, 0));

        now.set(NOON.plus(BlobSweep.GRACE).plusSeconds(1));
        Blob young = put("young");

        assertThat(store.sweep().sweep()).isEqualTo(new BlobSweep.Outcome(5, 1));
        assertThat(store.blobs().find(unused.sha256())).isEmpty();
        for (Blob kept : List.of(file, index, deleted, young)) {
            assertThat(store.blobs().find(kept.sha256())).contains(kept);
        }
    }

    @Test
    void aScrubTellsWhatIsDamagedAndWhatIsMissingAndChangesNothing() throws Exception {
        Blob whole = put("whole");
        Blob damaged = put("damaged");
        Blob missing = put("missing");
        put("unused");
        store.metadata()
                .commit(
                        new Change.PutFile(stored(whole)),
                        new Change.PutIndex(stored(damaged.sha256())),
                        new Change.PutLocal(local(stored(missing))));
        assertThat(store.scrub().scrub()).isEqualTo(new BlobScrub.Outcome(4, List.of(), List.of()));
        Files.writeString(damaged.path(), "Damaged");
        Files.delete(missing.path());

        BlobScrub.Outcome outcome = store.scrub().scrub();

        assertThat(outcome.read()).isEqualTo(3);
        assertThat(outcome.damaged()).containsExactly(damaged.sha256());
        assertThat(outcome.missing()).containsExactly(missing.sha256());
        assertThat(damaged.path()).hasContent("Damaged");
    }

    @Test
    void anIndexDocumentThatWasFetchedAnewLosesItsOldBlob() throws Exception {
        Blob old = put("old index");
        Blob fresh = put("new index");
        store.metadata().commit(new Change.PutIndex(stored(old.sha256())));
        store.metadata().commit(new Change.PutIndex(stored(fresh.sha256())));
        now.set(NOON.plus(Duration.ofDays(1)));

        assertThat(store.sweep().sweep().removed()).isEqualTo(1);

        assertThat(store.blobs().find(old.sha256())).isEmpty();
        assertThat(store.blobs().find(fresh.sha256())).isPresent();
    }

    @Test
    void committingTheSameBytesAgainMakesABlobYoung() throws Exception {
        Blob blob = put("unused");
        now.set(NOON.plus(Duration.ofDays(1)));
        put("unused");

        assertThat(store.sweep().sweep().removed()).isZero();
        assertThat(store.blobs().find(blob.sha256())).isPresent();
    }

    @Test
    void aPublishOfTheSameBytesAlwaysWinsOverASweep() throws Exception {
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 10_000; round++) {
                Digest digest = put("same bytes").sha256();
                now.updateAndGet(at -> at.plus(Duration.ofDays(1)));

                var swept = threads.submit(() -> sweepFirstByte(digest));
                var published = threads.submit(() -> put("same bytes"));

                swept.get();
                published.get();
                assertThat(store.blobs().find(digest)).as("round %d", round).isPresent();
            }
        }
    }

    private boolean sweepFirstByte(Digest digest) throws IOException {
        return store.blobs().removeIfOlder(digest, now.get().minus(BlobSweep.GRACE));
    }

    private Blob put(String content) throws IOException {
        try (BlobDraft draft = store.blobs().draft()) {
            draft.sink().write(content.getBytes(StandardCharsets.UTF_8));
            return draft.commit();
        }
    }

    private static StoredFile stored(Blob blob) {
        return new StoredFile(
                ACME,
                new Version("1.0.0"),
                new FileName("p.tgz"),
                SourceId.LOCAL,
                blob.size(),
                Set.of(blob.sha256()),
                NOON);
    }

    private static StoredIndex stored(Digest blob) {
        return new StoredIndex(
                MAIN,
                IndexKey.of(ACME.name()),
                PUBLIC,
                blob,
                "application/json",
                URI.create("https://registry.example/a"),
                Optional.empty(),
                Optional.empty(),
                NOON,
                NOON);
    }

    private static LocalPackage local(StoredFile file) {
        LocalRelease release =
                new LocalRelease(
                        file.version(),
                        LocalRelease.State.DELETED,
                        "{}",
                        NOON,
                        "ci",
                        List.of(file));
        return new LocalPackage(ACME, 1, "", Map.of(file.version(), release), NOON);
    }
}
