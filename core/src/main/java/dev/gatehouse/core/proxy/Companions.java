package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.StoredBytes;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.FileKind;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.store.BlobDraft;
import dev.gatehouse.core.store.BlobStore;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.StoredFile;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Has the format make the files that belong beside a fetched one, and keeps their bytes; they are
 * committed in one batch with it. Whatever goes wrong, the file itself is served. Thread-safe.
 */
final class Companions {
    private static final Logger LOG = LoggerFactory.getLogger(Companions.class);

    /** What a format reads of a hostile file is bounded for each; this bounds it in all. */
    private static final int AT_A_TIME = 2;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final BlobStore blobs;
    private final VerifiedBlobs verified;
    private final MetadataStore metadata;
    private final Epochs epochs;
    private final PackageLocks locks;
    private final InstantSource clock;
    private final Semaphore turns = new Semaphore(AT_A_TIME);

    Companions(Kernel kernel, VerifiedBlobs verified) {
        this.blobs = kernel.blobs();
        this.verified = verified;
        this.metadata = kernel.metadata();
        this.epochs = kernel.epochs();
        this.locks = kernel.locks();
        this.clock = kernel.clock();
    }

    /** Where bytes are kept. */
    VerifiedBlobs verified() {
        return verified;
    }

    /** A file that was made and whose bytes are kept. */
    record Made(FileName name, long size, Set<Digest> digests) {
        /** It, stored beside that file. */
        StoredFile beside(StoredFile file, Instant at) {
            return new StoredFile(
                    file.key(), file.version(), name, file.owner(), size, digests, at);
        }
    }

    /** Of what something is made. */
    record Origin<R extends Release, P>(
            Mount<R, P> mount, PackageName name, R release, FileName file) {}

    /** What can be made of a file that was just verified and kept. */
    <R extends Release, P> List<Made> of(FileRequest<R, P> request, BlobDraft file)
            throws InterruptedException {
        FileName name = request.file().name();
        return request.file().kind() == FileKind.CONTENT
                ? of(
                        new Origin<>(request.mount(), request.name(), request.release(), name),
                        file::open)
                : List.of();
    }

    /** What can be made of a file with these bytes, which are verified. */
    <R extends Release, P> List<Made> of(Origin<R, P> of, StoredBytes bytes)
            throws InterruptedException {
        if (!turns.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("nothing was made of {}: too many others are", of.file());
            return List.of();
        }
        try {
            return make(of, bytes);
        } catch (IOException | RuntimeException e) {
            LOG.warn("nothing could be made of {}", of.file(), e);
            return List.of();
        } finally {
            turns.release();
        }
    }

    private <R extends Release, P> List<Made> make(Origin<R, P> of, StoredBytes bytes)
            throws IOException {
        Map<FileName, ByteBuffer> companions =
                of.mount().format().companions(of.name(), of.release(), of.file(), bytes);
        List<Made> made = new ArrayList<>();
        for (Map.Entry<FileName, ByteBuffer> one : companions.entrySet()) {
            boolean listed =
                    of.release().files().stream().anyMatch(f -> f.name().equals(one.getKey()));
            if (!listed) {
                made.add(keep(one.getKey(), one.getValue()));
            }
        }
        return made;
    }

    /**
     * Stores what was made of a stored file, beside it. What is not wanted any more is left out:
     * the file may have been dropped since, or have got one.
     */
    void store(StoredFile file, List<Made> made) throws IOException, InterruptedException {
        if (!made.isEmpty()) {
            locks.holding(file.key(), () -> commit(file, made));
        }
    }

    private boolean commit(StoredFile file, List<Made> made) throws IOException {
        boolean stands =
                metadata.releases()
                        .file(file.key(), file.version(), file.file())
                        .filter(file::equals)
                        .isPresent();
        List<Change> changes = new ArrayList<>();
        for (Made one : stands ? made : List.<Made>of()) {
            if (metadata.releases().file(file.key(), file.version(), one.name()).isEmpty()) {
                changes.add(new Change.PutFile(one.beside(file, clock.instant())));
            }
        }
        if (!changes.isEmpty()) {
            metadata.commit(changes, MetadataStore.Durability.SYNCED);
            epochs.move(file.key());
        }
        return !changes.isEmpty();
    }

    /** Keeps the bytes of a file that belongs beside another. */
    Made keep(FileName name, ByteBuffer content) throws IOException {
        try (BlobDraft draft = blobs.draft()) {
            ByteBuffer rest = content.duplicate();
            WritableByteChannel sink = Channels.newChannel(draft.sink());
            while (rest.hasRemaining()) {
                sink.write(rest);
            }
            verified.keep(draft);
            return new Made(name, draft.size(), draft.digests());
        }
    }
}
