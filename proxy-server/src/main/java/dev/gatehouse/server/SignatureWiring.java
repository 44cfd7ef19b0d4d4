package dev.gatehouse.server;

import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.PgpConfig;
import dev.gatehouse.core.proxy.SignatureJudges;
import dev.gatehouse.core.signature.RegistryJudge;
import dev.gatehouse.core.upstream.UpstreamClient;
import dev.gatehouse.server.pgp.KeyDirectory;
import dev.gatehouse.server.pgp.PgpSources;
import dev.gatehouse.server.pgp.PgpVerifier;
import dev.gatehouse.server.pgp.ServedKeyFiles;
import dev.gatehouse.server.pgp.ServedKeys;
import dev.gatehouse.server.pgp.WeakSignatures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Puts together who judges signatures. */
final class SignatureWiring {
    private SignatureWiring() {}

    /** What was told once is kept in force when no server is asked any more: it may revoke. */
    private static ServedKeyFiles served(GatehouseConfig config) throws IOException {
        Path directory = config.storage().directory().resolve("server-keys");
        return config.pgp().servers().isEmpty() && !Files.isDirectory(directory)
                ? ServedKeyFiles.none()
                : ServedKeyFiles.in(directory);
    }

    /**
     * The judges of a configuration.
     *
     * @param client asks key servers
     * @param asked whether policies want to know; who has configured keys wants to know always
     * @throws IOException what key servers told cannot be read
     */
    static SignatureJudges judges(
            GatehouseConfig config,
            UpstreamClient client,
            InstantSource clock,
            BooleanSupplier asked)
            throws IOException {
        PgpConfig pgp = config.pgp();
        WeakSignatures weak =
                switch (pgp.weak()) {
                    case ACCEPT -> WeakSignatures.ACCEPT;
                    case REJECT -> WeakSignatures.REJECT;
                };
        ServedKeys served =
                new ServedKeys(KeyServers.of(pgp.servers()), client, served(config), clock);
        KeyDirectory keys =
                new KeyDirectory(
                        new PgpSources(pgp.keyrings(), pgp.keysMap(), weak), served, clock);
        boolean always = pgp.keyrings().isPresent() || !pgp.servers().isEmpty();
        return new SignatureJudges(
                Optional.of(new SignatureJudges.Pgp(new PgpVerifier(keys, weak, clock), keys)),
                new RegistryJudge(weak == WeakSignatures.ACCEPT),
                () -> always || asked.getAsBoolean());
    }
}
