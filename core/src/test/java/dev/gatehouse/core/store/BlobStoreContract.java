package dev.gatehouse.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** What every {@link BlobStore} does. */
public abstract class BlobStoreContract {
    private static final byte[] BYTES = "a tarball".getBytes(StandardCharsets.UTF_8);
    private static final Digest SHA256 = Digest.compute(DigestAlgorithm.SHA256, BYTES);

    @TempDir protected Path directory;

    private BlobStore store;

    /** A new store that keeps its bytes below {@link #directory}. */
    protected abstract BlobStore create() throws IOException;

    @BeforeEach
    void createStore() throws IOException {
        store = create();
    }

    @Test
    void committedBytesAreFoundByTheirDigest() throws IOException {
        Blob committed = commit(BYTES);

        Blob found = store.find(SHA256).orElseThrow();
        assertThat(found).isEqualTo(committed);
        assertThat(found.sha256()).isEqualTo(SHA256);
        assertThat(found.size()).isEqualTo(BYTES.length);
        assertThat(found.path()).hasBinaryContent(BYTES);
    }

    @Test
    void whatWasNeverCommittedIsNotFound() throws IOException {
        assertThat(store.find(SHA256)).isEmpty();
    }

    @Test
    void aDraftThatIsClosedWithoutCommitLeavesNoTrace() throws IOException {
        List<Path> before = filesBelow(directory);

        try (BlobDraft draft = store.draft()) {
            draft.sink().write(BYTES);
        }

        assertThat(store.find(SHA256)).isEmpty();
        assertThat(filesBelow(directory)).isEqualTo(before);
    }

    @Test
    void aCommittedDraftLeavesNothingButItsBlob() throws IOException {
        List<Path> before = filesBelow(directory);

        Blob blob = commit(BYTES);

        assertThat(filesBelow(directory)).containsAll(before).hasSize(before.size() + 1);
        assertThat(blob.path()).exists();
    }

    @Test
    void digestsAreThoseOfAllThatWasWritten() throws IOException {
        try (BlobDraft draft = store.draft()) {
            draft.sink().write(BYTES, 0, 4);
            draft.sink().write(BYTES[4]);
            draft.sink().write(BYTES, 5, BYTES.length - 5);

            assertThat(draft.size()).isEqualTo(BYTES.length);
            assertThat(draft.digests())
                    .contains(
                            SHA256,
                            Digest.compute(DigestAlgorithm.MD5, BYTES),
                            Digest.compute(DigestAlgorithm.SHA1, BYTES),
                            Digest.compute(DigestAlgorithm.SHA512, BYTES));
            assertThat(draft.digests()).isEqualTo(draft.digests());
        }
    }

    @Test
    void nothingCanBeWrittenAfterTheDigestsWereTaken() throws IOException {
        try (BlobDraft draft = store.draft()) {
            draft.sink().write(BYTES);
            assertThat(draft.digests()).contains(SHA256);

            assertThatIllegalStateException().isThrownBy(() -> draft.sink().write(1));
            assertThatIllegalStateException().isThrownBy(() -> draft.sink().write(BYTES));
        }
    }

    @Test
    void anEmptyBlobIsABlob() throws IOException {
        Blob blob = commit(new byte[0]);

        assertThat(blob.size()).isZero();
        assertThat(store.find(blob.sha256())).contains(blob);
    }

    @Test
    void aGrowingDraftCanBeReadAsFarAsItWasWritten() throws IOException {
        try (BlobDraft draft = store.draft()) {
            draft.sink().write(BYTES, 0, 4);
            try (FileChannel reader = draft.open()) {
                assertThat(read(reader)).isEqualTo("a ta");

                draft.sink().write(BYTES, 4, BYTES.length - 4);

                assertThat(read(reader)).isEqualTo("a tarball");
            }
        }
    }

    @Test
    void aDraftCanBeOpenedAfterItsCommit() throws IOException {
        try (BlobDraft draft = store.draft()) {
            draft.sink().write(BYTES);
            try (FileChannel early = draft.open()) {
                draft.commit();
                try (FileChannel late = draft.open()) {
                    assertThat(read(late)).isEqualTo("a tarball");
                }
                assertThat(read(early)).isEqualTo("a tarball");
            }
        }
    }

    @Test
    void aSecondDraftOfTheSameBytesCanBeOpenedAfterItsCommitToo() throws IOException {
        commit(BYTES);
        try (BlobDraft draft = store.draft()) {
            draft.sink().write(BYTES);
            Blob again = draft.commit();

            try (FileChannel reader = draft.open()) {
                assertThat(read(reader)).isEqualTo("a tarball");
            }
            assertThat(store.find(SHA256)).contains(again);
        }
        assertThat(store.find(SHA256)).isPresent();
    }

    @Test
    void aChannelOutlivesItsDraftAndItsBlob() throws IOException {
        try (FileChannel reader = openAndCommit()) {
            store.delete(SHA256);

            assertThat(read(reader)).isEqualTo("a tarball");
        }
    }

    @Test
    void aDeletedBlobIsNotFoundAndCanComeBack() throws IOException {
        commit(BYTES);

        store.delete(SHA256);

        assertThat(store.find(SHA256)).isEmpty();
        store.delete(SHA256);
        commit(BYTES);
        assertThat(store.find(SHA256)).isPresent();
    }

    @Test
    void manyCanCommitTheSameBytesAtOnce() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Blob>> commits = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                commits.add(() -> commit(BYTES));
            }
            for (var commit : threads.invokeAll(commits)) {
                assertThat(commit.get().sha256()).isEqualTo(SHA256);
            }
        }
        assertThat(store.find(SHA256).orElseThrow().path()).hasBinaryContent(BYTES);
    }

    @Test
    void onlySha256NamesABlob() {
        Digest sha1 = Digest.compute(DigestAlgorithm.SHA1, BYTES);

        assertThatIllegalArgumentException().isThrownBy(() -> store.find(sha1));
    }

    private FileChannel openAndCommit() throws IOException {
        try (BlobDraft draft = store.draft()) {
            draft.sink().write(BYTES);
            FileChannel reader = draft.open();
            draft.commit();
            return reader;
        }
    }

    private Blob commit(byte[] bytes) throws IOException {
        try (BlobDraft draft = store.draft()) {
            draft.sink().write(bytes);
            return draft.commit();
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(100);
        int length = channel.read(buffer, 0);
        return new String(buffer.array(), 0, length, StandardCharsets.UTF_8);
    }

    private static List<Path> filesBelow(Path directory) throws IOException {
        try (var paths = Files.walk(directory)) {
            return paths.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
