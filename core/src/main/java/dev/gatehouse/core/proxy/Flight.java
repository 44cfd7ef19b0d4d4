package dev.gatehouse.core.proxy;

import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.GrowingContent;
import dev.gatehouse.core.store.BlobDraft;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * One download on its way: written by a thread of its own, read by any number of clients. Its tail
 * is held back until the whole was verified and committed. Thread-safe.
 */
final class Flight implements GrowingContent {
    /** Smaller bodies begin only after the commit, so that a failure still has a status. */
    static final long HELD_WHOLE = 1 << 20;

    private static final long TAIL = 16 << 10;

    private final boolean held;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private Optional<BlobDraft> draft = Optional.empty();
    private Optional<FileAnswer> landed = Optional.empty();
    private long length = -1;
    private long written;
    private int readers;
    private int opened;
    private Optional<Path> committed = Optional.empty();

    /**
     * A download.
     *
     * @param held whether nothing of it goes out before all is known about it, however large it is
     */
    Flight(boolean held) {
        this.held = held;
    }

    /** The head of the answer has come; a length of -1 is not known. */
    void departs(BlobDraft into, long declaredLength) {
        update(
                () -> {
                    draft = Optional.of(into);
                    length = declaredLength;
                    written = 0;
                });
    }

    void wrote(long total) {
        update(() -> written = total);
    }

    /** Its bytes are verified, and kept under that path. */
    void committed(Path path) {
        update(() -> committed = Optional.of(path));
    }

    /** It ended: verified and committed, or refused. */
    void lands(FileAnswer answer) {
        update(() -> landed = Optional.of(answer));
    }

    private void update(Runnable change) {
        lock.lock();
        try {
            change.run();
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it can be said how this will be answered. */
    FileAnswer answer(Function<Flight, FileAnswer> coming) throws InterruptedException {
        lock.lock();
        try {
            while (landed.isEmpty() && !isLarge()) {
                moved.await();
            }
            FileAnswer answer = landed.orElseGet(() -> coming.apply(this));
            if (answer instanceof FileAnswer.Coming(Body.Growing ignored)) {
                readers++;
            }
            return answer;
        } finally {
            lock.unlock();
        }
    }

    /** Whether some answer may have begun before the end was known. */
    boolean isLarge() {
        lock.lock();
        try {
            return !held && draft.isPresent() && (length > HELD_WHOLE || written > HELD_WHOLE);
        } finally {
            lock.unlock();
        }
    }

    long length() {
        lock.lock();
        try {
            return length;
        } finally {
            lock.unlock();
        }
    }

    /** What is not kept: in memory while small, else read from the draft while that is there. */
    Body passing(BlobDraft bytes) throws IOException {
        if (bytes.size() > HELD_WHOLE) {
            return new Body.Growing(this, 0, bytes.size());
        }
        ByteBuffer all = ByteBuffer.allocate((int) bytes.size());
        try (FileChannel channel = bytes.open()) {
            while (all.hasRemaining() && channel.read(all) >= 0) {}
        }
        return new Body.Memory(List.of(all.flip()));
    }

    /** Waits until all who were sent to read have begun, if nothing else will be left to read. */
    void awaitReaders(Duration longest) throws InterruptedException {
        lock.lock();
        try {
            long left = longest.toNanos();
            while (landed.isPresent()
                    && landed.get() instanceof FileAnswer.Coming
                    && opened < readers
                    && left > 0) {
                left = moved.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Gives the draft back; who reads on, reads what was committed. */
    void finish() throws IOException {
        lock.lock();
        try {
            if (draft.isPresent()) {
                draft.get().close();
                draft = Optional.empty();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public FileChannel open() throws IOException {
        lock.lock();
        try {
            opened++;
            moved.signalAll();
            if (draft.isPresent()) {
                return draft.get().open();
            }
            Path path = committed.orElseThrow(() -> new IOException("the download failed"));
            return FileChannel.open(path, StandardOpenOption.READ);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long await(long position) throws IOException, InterruptedException {
        lock.lock();
        try {
            while (landed.isEmpty() && written - TAIL <= position) {
                moved.await();
            }
            return released();
        } finally {
            lock.unlock();
        }
    }

    private long released() throws IOException {
        if (landed.isEmpty()) {
            return written - TAIL;
        }
        if (landed.get() instanceof FileAnswer.Refused(var refusal)) {
            throw new IOException("the download failed: " + refusal.text());
        }
        return written;
    }
}
