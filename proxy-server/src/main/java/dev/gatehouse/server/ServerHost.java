package dev.gatehouse.server;

import dev.gatehouse.server.api.doctor.HostFacts;
import dev.gatehouse.server.store.StoreDirectory;
import dev.gatehouse.server.upstream.CertificateEnd;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** The machine that this server runs on. Thread-safe. */
record ServerHost(StoreDirectory store, Path directory) implements HostFacts {
    @Override
    public Disk disk() throws IOException {
        FileStore files = Files.getFileStore(directory);
        return new Disk(
                files.getUsableSpace(), files.getTotalSpace(), store.id(), store.syncTrouble());
    }

    @Override
    public Instant certificateEnd(URI url) throws IOException {
        return CertificateEnd.of(url);
    }
}
