package dev.gatehouse.config;

import java.util.Optional;

/**
 * With what the private keys of repositories are encrypted where they are stored.
 *
 * @param key 32 bytes in base64; absent: no repository can sign
 */
public record SigningConfig(Optional<Secret> key) {
    /** No repository signs. */
    public static final SigningConfig DEFAULTS = new SigningConfig(Optional.empty());
}
