package dev.gatehouse.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.config.PgpConfig;
import dev.gatehouse.config.WeakSignatures;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Optional;

class PgpKeysTest {
    @TempDir private Path directory;

    @Test
    void withoutTheBlockNoKeyIsKnownAndWeakSignaturesAreAccepted() {
        var config = new Loading(directory).config("");

        assertThat(config.pgp())
                .isEqualTo(
                        new PgpConfig(Optional.empty(), Optional.empty(), WeakSignatures.ACCEPT));
    }

    @Test
    void everyKeyIsMapped() {
        var config =
                new Loading(directory)
                        .config("pgp: {keyrings: keys, keys-map: /etc/keys.map, weak: reject}");

        assertThat(config.pgp())
                .isEqualTo(
                        new PgpConfig(
                                Optional.of(directory.resolve("keys")),
                                Optional.of(Path.of("/etc/keys.map")),
                                WeakSignatures.REJECT));
    }
}
