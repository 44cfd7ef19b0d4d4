package dev.gatehouse.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Whose OpenPGP signatures are believed.
 *
 * @param keyrings a directory of keys, absolute; absent: no key is known
 * @param keysMap which keys may sign which package, absolute; absent: every key of the rings may
 */
public record PgpConfig(Optional<Path> keyrings, Optional<Path> keysMap, WeakSignatures weak) {
    /** No keys. */
    public static final PgpConfig DEFAULTS =
            new PgpConfig(Optional.empty(), Optional.empty(), WeakSignatures.ACCEPT);
}
