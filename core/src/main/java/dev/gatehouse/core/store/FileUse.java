package dev.gatehouse.core.store;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageKey;

import java.time.Instant;

/**
 * How often a stored file was served.
 *
 * @param count since it is stored here; 1 or more
 * @param lastAt when last
 */
public record FileUse(PackageKey key, FileName file, long count, Instant lastAt) {
    public FileUse {
        if (count < 1) {
            throw new IllegalArgumentException("expected 1 or more, found " + count);
        }
    }

    /** Both together. */
    public FileUse and(FileUse more) {
        Instant last = lastAt.isAfter(more.lastAt) ? lastAt : more.lastAt;
        return new FileUse(key, file, count + more.count, last);
    }
}
