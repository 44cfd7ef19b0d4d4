package dev.gatehouse.config.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.config.KeyServerConfig;
import dev.gatehouse.config.PgpConfig;
import dev.gatehouse.config.WeakSignatures;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

class PgpKeysTest {
    @TempDir private Path directory;

    @Test
    void withoutTheBlockNoKeyIsKnownAndWeakSignaturesAreAccepted() {
        var config = new Loading(directory).config("");

        assertThat(config.pgp())
                .isEqualTo(
                        new PgpConfig(
                                Optional.empty(),
                                Optional.empty(),
                                WeakSignatures.ACCEPT,
                                List.of()));
    }

    @Test
    void everyKeyIsMapped() {
        var config =
                new Loading(directory)
                        .config(
                                "pgp: {keyrings: keys, keys-map: /etc/keys.map, weak: reject,"
                                    + " servers: ['hkps://keys.example', 'https://vks.example/',"
                                    + " 'hkp://keys.example']}");

        assertThat(config.pgp())
                .isEqualTo(
                        new PgpConfig(
                                Optional.of(directory.resolve("keys")),
                                Optional.of(Path.of("/etc/keys.map")),
                                WeakSignatures.REJECT,
                                List.of(
                                        new KeyServerConfig(
                                                URI.create("https://keys.example/"), true),
                                        new KeyServerConfig(
                                                URI.create("https://vks.example/"), false),
                                        new KeyServerConfig(
                                                URI.create("http://keys.example:11371/"), true))));
    }

    @Test
    void whatIsNoKeyServerIsRefused() {
        assertThatThrownBy(() -> KeyServerConfig.parse("ldap://keys.example"))
                .hasMessageContaining("hkps://HOST for HKP");
        assertThatThrownBy(() -> KeyServerConfig.parse("keys.example"))
                .hasMessageContaining("hkps://HOST for HKP");
    }
}
