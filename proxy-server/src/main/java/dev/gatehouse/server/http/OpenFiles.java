package dev.gatehouse.server.http;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Files that are being sent, or were lately: one channel each, shared and counted. Opened and
 * closed by virtual threads; read by event loops only, because a virtual thread that is interrupted
 * in a read closes the channel for everybody. Safe for threads; its lock is held over no I/O.
 */
final class OpenFiles implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenFiles.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Path, Shared> files = new LinkedHashMap<>(16, 0.75f, true);
    private final int mostIdle;
    private final Executor closer;
    private int idle;
    private int leased;

    /**
     * @param mostIdle how many stay open that nobody is sending
     * @param closer runs what closes files: never on an event loop
     */
    OpenFiles(int mostIdle, Executor closer) {
        this.mostIdle = mostIdle;
        this.closer = closer;
    }

    /** What tells one file from another under the same name. */
    private record Identity(@Nullable Object key, long size, FileTime modified) {
        static Identity of(Path path) throws IOException {
            var attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new Identity(
                    attributes.fileKey(), attributes.size(), attributes.lastModifiedTime());
        }
    }

    private static final class Shared {
        final FileChannel channel;
        final Identity identity;
        int users;
        boolean dropped;

        Shared(FileChannel channel, Identity identity) {
            this.channel = channel;
            this.identity = identity;
        }
    }

    /**
     * A range of a file, ready to be sent; give it back by releasing it.
     *
     * @throws IOException when the file is missing or ends before the range does
     */
    SharedRegion region(Path path, long offset, long length) throws IOException {
        Identity identity = Identity.of(path);
        if (offset < 0 || length < 0 || offset + length > identity.size()) {
            throw new IOException(path + " ends before " + (offset + length));
        }
        Shared shared = borrow(path, identity);
        if (shared == null) {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            shared = lend(path, new Shared(channel, identity));
        }
        Shared lent = shared;
        return new SharedRegion(lent.channel, offset, length, () -> giveBack(lent));
    }

    private @Nullable Shared borrow(Path path, Identity identity) {
        lock.lock();
        try {
            Shared known = files.get(path);
            if (known == null || !known.identity.equals(identity)) {
                return null;
            }
            use(known);
            return known;
        } finally {
            lock.unlock();
        }
    }

    private Shared lend(Path path, Shared opened) {
        List<Shared> unused = new ArrayList<>();
        lock.lock();
        try {
            Shared replaced = files.put(path, opened);
            if (replaced != null) {
                replaced.dropped = true;
                idle -= replaced.users == 0 ? 1 : 0;
                unused.add(replaced);
            }
            leased++;
            opened.users++;
            shrink(unused);
            unused.removeIf(shared -> shared.users > 0);
        } finally {
            lock.unlock();
        }
        unused.forEach(OpenFiles::close);
        return opened;
    }

    private void use(Shared shared) {
        idle -= shared.users == 0 ? 1 : 0;
        shared.users++;
        leased++;
    }

    private void shrink(List<Shared> unused) {
        Iterator<Shared> eldest = files.values().iterator();
        while (idle > mostIdle && eldest.hasNext()) {
            Shared shared = eldest.next();
            if (shared.users == 0) {
                eldest.remove();
                shared.dropped = true;
                idle--;
                unused.add(shared);
            }
        }
    }

    private void giveBack(Shared shared) {
        List<Shared> unused = new ArrayList<>();
        lock.lock();
        try {
            leased--;
            if (--shared.users > 0) {
                return;
            }
            if (shared.dropped) {
                unused.add(shared);
            } else {
                idle++;
                shrink(unused);
            }
        } finally {
            lock.unlock();
        }
        if (!unused.isEmpty()) {
            closer.execute(() -> unused.forEach(OpenFiles::close));
        }
    }

    private static void close(Shared shared) {
        try {
            shared.channel.close();
        } catch (IOException e) {
            LOG.warn("A file that was sent cannot be closed", e);
        }
    }

    /** How many regions were not released yet. */
    int leased() {
        lock.lock();
        try {
            return leased;
        } finally {
            lock.unlock();
        }
    }

    /** How many files are open. */
    int open() {
        lock.lock();
        try {
            return files.size();
        } finally {
            lock.unlock();
        }
    }

    /** Closes what nobody is sending; the rest when it was sent. */
    @Override
    public void close() {
        List<Shared> unused = new ArrayList<>();
        lock.lock();
        try {
            for (Shared shared : files.values()) {
                shared.dropped = true;
                if (shared.users == 0) {
                    unused.add(shared);
                }
            }
            files.clear();
            idle = 0;
        } finally {
            lock.unlock();
        }
        unused.forEach(OpenFiles::close);
    }
}
