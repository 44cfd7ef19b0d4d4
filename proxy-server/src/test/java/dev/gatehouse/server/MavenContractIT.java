package dev.gatehouse.server;

import dev.gatehouse.server.testing.Ecosystem;
import dev.gatehouse.server.testing.MavenEcosystem;

final class MavenContractIT extends FormatContract {
    @Override
    Ecosystem ecosystem() {
        return new MavenEcosystem();
    }
}
