package dev.gatehouse.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Whose OpenPGP signatures are believed.
 *
 * @param keyrings a directory of keys, absolute; absent: no key is known
 * @param keysMap which keys may sign which package, absolute; absent: every key of the rings may
 * @param servers where keys are asked for that signatures name and no ring has, in that order
 */
public record PgpConfig(
        Optional<Path> keyrings,
        Optional<Path> keysMap,
        WeakSignatures weak,
        List<KeyServerConfig> servers) {
    /** No keys. */
    public static final PgpConfig DEFAULTS =
            new PgpConfig(Optional.empty(), Optional.empty(), WeakSignatures.ACCEPT, List.of());

    public PgpConfig {
        servers = List.copyOf(servers);
    }
}
