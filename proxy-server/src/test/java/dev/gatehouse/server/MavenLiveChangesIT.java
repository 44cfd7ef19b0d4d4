package dev.gatehouse.server;

import dev.gatehouse.server.testing.Ecosystem;
import dev.gatehouse.server.testing.MavenEcosystem;

final class MavenLiveChangesIT extends LiveChanges {
    @Override
    Ecosystem ecosystem() {
        return new MavenEcosystem();
    }
}
