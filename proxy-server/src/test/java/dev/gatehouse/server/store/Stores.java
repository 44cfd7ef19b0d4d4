package dev.gatehouse.server.store;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;

/** Opens stores for tests. */
final class Stores {
    private Stores() {}

    static StoreDirectory open(Path directory) throws IOException {
        return open(directory, InstantSource.system(), Disk.REAL);
    }

    static StoreDirectory open(Path directory, InstantSource clock, Disk disk) throws IOException {
        UlidIds ids = new UlidIds(InstantSource.system(), new SecureRandom());
        return new StoreOpening(clock, ids, disk).open(directory);
    }
}
