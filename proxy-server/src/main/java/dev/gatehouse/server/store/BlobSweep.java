package dev.gatehouse.server.store;

import dev.gatehouse.core.model.Digest;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Removes blobs that nothing refers to any more, such as index documents that were fetched anew.
 *
 * <p>A blob is committed before the record that refers to it, so a young blob without a reference
 * may be about to get one: it is left alone for the grace period. Committing bytes that are there
 * already makes their blob young again, and the age is looked at after the references were read.
 */
public final class BlobSweep {
    private static final Logger log = LoggerFactory.getLogger(BlobSweep.class);

    /** The longest time that is granted between the commit of a blob and that of its record. */
    public static final Duration GRACE = Duration.ofHours(1);

    /** One sixteenth of all references is held in memory at a time. */
    private static final int STEP = 16;

    private static final int BYTE_VALUES = 256;

    private final FileBlobStore blobs;
    private final BlobReferences references;
    private final InstantSource clock;
    private final AtomicBoolean paused = new AtomicBoolean();
    private final ReentrantLock sweeping = new ReentrantLock();

    BlobSweep(FileBlobStore blobs, BlobReferences references, InstantSource clock) {
        this.blobs = blobs;
        this.references = references;
        this.clock = clock;
    }

    /** How many blobs were looked at, and how many of them removed. */
    public record Outcome(long seen, long removed) {
        Outcome plus(Outcome other) {
            return new Outcome(seen + other.seen, removed + other.removed);
        }
    }

    /**
     * Keeps all sweeps from removing anything; one that is under way is waited for.
     *
     * @return ends the pause; once more it does nothing
     * @throws IOException when there is a pause already
     */
    Runnable pause() throws IOException {
        if (!paused.compareAndSet(false, true)) {
            throw new IOException("a backup is under way already");
        }
        sweeping.lock();
        try {
            AtomicBoolean mine = new AtomicBoolean(true);
            return () -> {
                if (mine.getAndSet(false)) {
                    paused.set(false);
                }
            };
        } finally {
            sweeping.unlock();
        }
    }

    /** Whether nothing is removed for now. */
    public boolean isPaused() {
        return paused.get();
    }

    /**
     * Sweeps once; one sweep at a time. While there is a pause it looks and removes nothing.
     *
     * @throws IOException when references or blobs cannot be read; then nothing more is removed
     */
    public Outcome sweep() throws IOException, InterruptedException {
        Instant oldEnough = clock.instant().minus(GRACE);
        Outcome all = new Outcome(0, 0);
        for (int from = 0; from < BYTE_VALUES; from += STEP) {
            all = all.plus(sweep(from, oldEnough));
        }
        log.info("swept {} blobs, removed {}", all.seen(), all.removed());
        return all;
    }

    private Outcome sweep(int from, Instant oldEnough) throws IOException, InterruptedException {
        Set<Digest> used = references.referenced(from, from + STEP);
        Outcome some = new Outcome(0, 0);
        for (int firstByte = from; firstByte < from + STEP; firstByte++) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            for (Digest digest : blobs.startingWith(firstByte)) {
                boolean removed = !used.contains(digest) && remove(digest, oldEnough);
                some = some.plus(new Outcome(1, removed ? 1 : 0));
            }
        }
        return some;
    }

    private boolean remove(Digest digest, Instant oldEnough) throws IOException {
        sweeping.lock();
        try {
            return !isPaused() && blobs.removeIfOlder(digest, oldEnough);
        } finally {
            sweeping.unlock();
        }
    }
}
