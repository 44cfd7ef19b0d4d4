package dev.gatehouse.server.api;

import dev.gatehouse.server.api.doctor.HostFacts;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** A machine that says what it is told to. */
public final class FakeHost implements HostFacts {
    public Disk disk = new Disk(5L << 30, 10L << 30, "01STORE", Optional.empty());
    public Optional<Instant> certificateEnd = Optional.empty();

    @Override
    public Disk disk() {
        return disk;
    }

    @Override
    public Instant certificateEnd(URI url) throws IOException {
        return certificateEnd.orElseThrow(() -> new IOException("no TLS there"));
    }
}
