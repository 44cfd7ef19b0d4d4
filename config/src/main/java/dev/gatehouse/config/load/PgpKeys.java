package dev.gatehouse.config.load;

import dev.gatehouse.config.KeyServerConfig;
import dev.gatehouse.config.PgpConfig;
import dev.gatehouse.config.WeakSignatures;

import java.nio.file.Path;

/** The keys of the {@code pgp} block. */
final class PgpKeys {
    static final Key.One<Path> KEYRINGS =
            Key.optional(
                    "keyrings",
                    Forms.PATH,
                    "A directory whose files are the keys: KEYS files, armored or binary key rings,"
                            + " Gradle's verification-keyring.keys and verification-metadata.xml.");
    static final Key.One<Path> KEYS_MAP =
            Key.optional(
                    "keys-map",
                    Forms.PATH,
                    "A file that says which keys may sign which package, in the format of"
                            + " pgpverify-maven-plugin or Gradle's.");
    static final Key.One<WeakSignatures> WEAK =
            Key.withDefault(
                    "weak",
                    Form.oneOf(WeakSignatures.class),
                    PgpConfig.DEFAULTS.weak(),
                    "Whether correct signatures by SHA-1 or short keys count.");
    static final Key.Several<KeyServerConfig> SERVERS =
            new Key.Several<>(
                    "servers",
                    Form.of(KeyServerConfig.EXPECTED, KeyServerConfig::parse),
                    "Where keys are asked for that signatures name and no key ring has. To be found"
                            + " there makes no key believed.");
    static final Key.Part ALL =
            new Key.Part(
                    "pgp",
                    Key.Keys.of(KEYRINGS, KEYS_MAP, WEAK, SERVERS),
                    true,
                    "Whose OpenPGP signatures `gatehouse keys verify` believes.");

    private PgpKeys() {}

    static PgpConfig read(Section section) {
        return new PgpConfig(
                section.find(KEYRINGS).map(section::absolute),
                section.find(KEYS_MAP).map(section::absolute),
                section.get(WEAK),
                section.list(SERVERS));
    }
}
