package dev.gatehouse.server;

import dev.gatehouse.server.testing.Ecosystem;
import dev.gatehouse.server.testing.PypiEcosystem;

final class PypiLiveChangesIT extends LiveChanges {
    @Override
    Ecosystem ecosystem() {
        return new PypiEcosystem();
    }
}
