package dev.gatehouse.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.config.OsvConfig;
import dev.gatehouse.config.OsvConfig.Source;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

class OsvKeysTest {
    @TempDir private Path directory;

    @Test
    void withoutTheBlockPeopleImport() {
        assertThat(new Loading(directory).config("").osv())
                .isEqualTo(new OsvConfig(Optional.empty(), Duration.ofHours(6)));
    }

    @Test
    void everyKeyIsMapped() {
        var config = new Loading(directory).config("osv: {source: osv.zip, refresh: 1h}");

        assertThat(config.osv())
                .isEqualTo(
                        new OsvConfig(
                                Optional.of(new Source.Local(directory.resolve("osv.zip"))),
                                Duration.ofHours(1)));
        assertThat(config.osv().source().orElseThrow())
                .hasToString(directory.resolve("osv.zip").toString());
    }

    @Test
    void aSourceMayBeAUrl() {
        var config = new Loading(directory).config("osv: {source: 'https://files.example/a.zip'}");

        assertThat(config.osv().source())
                .contains(new Source.Remote(URI.create("https://files.example/a.zip")));
        assertThat(config.osv().source().orElseThrow()).hasToString("https://files.example/a.zip");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "' '",
                "'https://'",
                "'http://169.254.1.1/a.zip'",
                "'https://u:p@files.example/a'"
            })
    void aSourceThatIsNoneIsTold(String source) {
        assertThat(new Loading(directory).errors("osv: {source: " + source + "}")).isNotEmpty();
    }
}
