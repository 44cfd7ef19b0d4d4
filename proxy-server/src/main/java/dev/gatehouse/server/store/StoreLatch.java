package dev.gatehouse.server.store;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Makes the whole store read-only from the first failed sync on. Thread-safe; shared by blobs and
 * metadata.
 *
 * <p>After a failed {@code fsync} the kernel may have dropped the dirty pages and report success
 * the next time, so nothing that is written afterwards can be trusted until the store was opened
 * anew and its files were read back.
 */
public final class StoreLatch {
    private static final Logger log = LoggerFactory.getLogger(StoreLatch.class);

    private final AtomicReference<Optional<String>> reason =
            new AtomicReference<>(Optional.empty());

    /** Why nothing can be written any more; empty while writing is possible. */
    public Optional<String> reason() {
        return reason.get();
    }

    /** Fails if the store is read-only. */
    void requireWritable() throws IOException {
        Optional<String> why = reason.get();
        if (why.isPresent()) {
            throw new IOException(why.get());
        }
    }

    /** Closes the store for writing, for good; the first reason is the one that is kept. */
    IOException trip(String what, Throwable cause) {
        String why =
                "the store is read-only: %s failed (%s); check the disk, then start again"
                        .formatted(what, cause.getMessage());
        if (reason.compareAndSet(Optional.empty(), Optional.of(why))) {
            log.error(why);
        }
        return new IOException(why, cause);
    }
}
