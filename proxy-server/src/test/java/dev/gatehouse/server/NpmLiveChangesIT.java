package dev.gatehouse.server;

import dev.gatehouse.server.testing.Ecosystem;
import dev.gatehouse.server.testing.NpmEcosystem;

final class NpmLiveChangesIT extends LiveChanges {
    @Override
    Ecosystem ecosystem() {
        return new NpmEcosystem();
    }
}
