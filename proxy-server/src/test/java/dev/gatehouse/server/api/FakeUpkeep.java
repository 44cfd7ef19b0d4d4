package dev.gatehouse.server.api;

import dev.gatehouse.server.api.operation.Upkeep;

import java.util.List;

/** Upkeep that finds what it is told. */
public final class FakeUpkeep implements Upkeep {
    public Scrubbed scrubbed = new Scrubbed(7, List.of(), List.of());

    @Override
    public Collected collect() {
        return new Collected(9, 2);
    }

    @Override
    public Scrubbed scrub() {
        return scrubbed;
    }
}
