package dev.gatehouse.server;

import dev.gatehouse.config.PgpConfig;
import dev.gatehouse.core.proxy.SignatureJudges;
import dev.gatehouse.core.signature.RegistryJudge;
import dev.gatehouse.server.pgp.KeyDirectory;
import dev.gatehouse.server.pgp.PgpSources;
import dev.gatehouse.server.pgp.PgpVerifier;
import dev.gatehouse.server.pgp.WeakSignatures;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Puts together who judges signatures. */
final class SignatureWiring {
    private SignatureWiring() {}

    /**
     * The judges of a configuration.
     *
     * @param asked whether policies want to know; who has configured keys wants to know always
     */
    static SignatureJudges judges(PgpConfig config, InstantSource clock, BooleanSupplier asked) {
        WeakSignatures weak =
                switch (config.weak()) {
                    case ACCEPT -> WeakSignatures.ACCEPT;
                    case REJECT -> WeakSignatures.REJECT;
                };
        KeyDirectory keys =
                new KeyDirectory(new PgpSources(config.keyrings(), config.keysMap(), weak), clock);
        return new SignatureJudges(
                Optional.of(new SignatureJudges.Pgp(new PgpVerifier(keys, weak, clock), keys)),
                new RegistryJudge(weak == WeakSignatures.ACCEPT),
                () -> config.keyrings().isPresent() || asked.getAsBoolean());
    }
}
