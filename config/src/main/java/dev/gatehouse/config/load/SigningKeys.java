package dev.gatehouse.config.load;

import dev.gatehouse.config.Secret;
import dev.gatehouse.config.SigningConfig;

import java.util.Base64;
import java.util.Optional;

/** The keys of both {@code signing} blocks: that of all repositories, and that of one. */
final class SigningKeys {
    private static final int KEY_BYTES = 32;
    private static final String EXPECTED =
            "32 bytes in base64, as `openssl rand -base64 32` prints them; best as ${env:NAME} or"
                    + " ${file:PATH}";

    static final Key.One<Secret> KEY =
            Key.optional(
                    "key",
                    new Form<>(EXPECTED, SigningKeys::secret, Secret::toString, true),
                    "Encrypts the private keys of repositories where they are stored. 32 bytes in"
                            + " base64: `openssl rand -base64 32`. Keep it: without it they cannot"
                            + " be read again.");
    static final Key.Part ALL =
            new Key.Part(
                    "signing", Key.Keys.of(KEY), false, "What repositories need in order to sign.");

    static final Key.One<Boolean> ENABLED =
            Key.withDefault(
                    "enabled",
                    Forms.BOOLEAN,
                    false,
                    "Whether all that is published here is signed with keys of the repository's"
                            + " own.");
    static final Key.Part OF_REPOSITORY =
            new Key.Part(
                    "signing", Key.Keys.of(ENABLED), false, "The repository's own signatures.");

    private SigningKeys() {}

    static SigningConfig read(Section section) {
        Optional<Secret> key = section.find(KEY);
        if (section.isLiteral(KEY)) {
            section.warning(KEY, "a secret in plain text; better ${env:NAME} or ${file:PATH}");
        }
        return new SigningConfig(key);
    }

    /** Whether that repository signs. */
    static boolean isEnabled(Section repository, SigningConfig signing) {
        Section section = repository.part(OF_REPOSITORY);
        boolean enabled = section.get(ENABLED);
        if (enabled && signing.key().isEmpty()) {
            section.error(
                    ENABLED,
                    "needs signing.key at the top level, which encrypts the keys where they are"
                            + " stored; expected "
                            + EXPECTED);
        }
        return enabled;
    }

    private static Secret secret(String text) {
        try {
            if (Base64.getDecoder().decode(text).length == KEY_BYTES) {
                return new Secret(text);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("expected " + EXPECTED, e);
        }
        throw new IllegalArgumentException("expected " + EXPECTED);
    }
}
