package dev.gatehouse.server.api;

import dev.gatehouse.core.http.LiveContent;
import dev.gatehouse.server.api.operation.Upkeep;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Upkeep that finds what it is told. */
public final class FakeUpkeep implements Upkeep {
    public Scrubbed scrubbed = new Scrubbed(7, List.of(), List.of());

    public boolean backingUp;

    @Override
    public Collected collect() {
        return new Collected(9, 2);
    }

    @Override
    public LiveContent backup(String by) {
        return new LiveContent() {
            @Override
            public Optional<ByteBuffer> next() {
                return Optional.empty();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public boolean isBackingUp() {
        return backingUp;
    }

    @Override
    public Scrubbed scrub() {
        return scrubbed;
    }
}
