package dev.gatehouse.server;

import dev.gatehouse.server.testing.Ecosystem;
import dev.gatehouse.server.testing.PypiEcosystem;

final class PypiContractIT extends FormatContract {
    @Override
    Ecosystem ecosystem() {
        return new PypiEcosystem();
    }
}
