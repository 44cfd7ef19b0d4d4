package dev.gatehouse.server.store;

import dev.gatehouse.core.model.Digest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers which blob files were seen to hold the right bytes, so that each is re-hashed once
 * after a start and again only when the file has changed. Thread-safe, bounded.
 */
final class BlobStamps {
    /** About 30 MiB of memory. */
    private static final int MOST = 100_000;

    private final Map<Digest, Stamp> whole = new ConcurrentHashMap<>();

    /** What changes whenever a file is written to, cut, or replaced by another. */
    record Stamp(long size, Object modified, Object changed, Object inode) {}

    /** The stamp of a regular file; empty if there is none, or something else has its name. */
    static Optional<Stamp> of(Path file) throws IOException {
        try {
            Map<String, Object> seen =
                    Files.readAttributes(
                            file,
                            "unix:size,lastModifiedTime,ctime,ino,isRegularFile",
                            LinkOption.NOFOLLOW_LINKS);
            return Boolean.TRUE.equals(seen.get("isRegularFile"))
                    ? Optional.of(stamp(seen))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static Stamp stamp(Map<String, Object> seen) {
        return new Stamp(
                (Long) get(seen, "size"),
                get(seen, "lastModifiedTime"),
                get(seen, "ctime"),
                get(seen, "ino"));
    }

    private static Object get(Map<String, Object> seen, String name) {
        return Objects.requireNonNull(seen.get(name), name);
    }

    boolean isKnown(Digest digest, Stamp stamp) {
        return stamp.equals(whole.get(digest));
    }

    void remember(Digest digest, Stamp stamp) {
        if (whole.size() >= MOST) {
            whole.clear();
        }
        whole.put(digest, stamp);
    }

    void forget(Digest digest) {
        whole.remove(digest);
    }
}
