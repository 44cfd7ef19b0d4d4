package dev.gatehouse.server.api.doctor;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** What the machine that the server runs on can tell. Thread-safe. */
public interface HostFacts {
    /**
     * The disk under the store.
     *
     * @param free bytes that can be used
     * @param total bytes of the file system
     * @param store the store's id
     * @param trouble why nothing can be written now; empty after a file was written and synced
     */
    record Disk(long free, long total, String store, Optional<String> trouble) {}

    Disk disk() throws IOException;

    /**
     * When the certificate of an {@code https} URL ends.
     *
     * @throws IOException when it cannot be seen
     */
    Instant certificateEnd(URI url) throws IOException;
}
