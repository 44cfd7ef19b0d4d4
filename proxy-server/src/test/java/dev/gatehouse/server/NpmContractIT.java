package dev.gatehouse.server;

import dev.gatehouse.server.testing.Ecosystem;
import dev.gatehouse.server.testing.NpmEcosystem;

final class NpmContractIT extends FormatContract {
    @Override
    Ecosystem ecosystem() {
        return new NpmEcosystem();
    }
}
