package dev.gatehouse.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class DefaultsTest {
    @Test
    void aServerIsForThisMachineAlone() {
        assertThat(ServerConfig.DEFAULTS)
                .isEqualTo(
                        new ServerConfig(
                                new ListenAddress(new HostName("127.0.0.1"), 4283),
                                Optional.empty(),
                                List.of(),
                                List.of(),
                                Optional.empty(),
                                new ServerLimits(10_000, 2_000, new ByteSize(536_870_912)),
                                Optional.empty()));
    }

    @Test
    void anUpstreamIsTrustedCachedAndAskedFirst() {
        UpstreamName name = new UpstreamName("one");
        URI url = URI.create("https://registry.example/");

        assertThat(UpstreamConfig.of(name, url))
                .isEqualTo(
                        new UpstreamConfig(
                                name,
                                url,
                                UpstreamTrust.TRUSTED,
                                1,
                                UpstreamMode.CACHE,
                                true,
                                true,
                                Optional.empty(),
                                new Credentials.None(),
                                Map.of(),
                                Optional.empty(),
                                new UpstreamTimes(
                                        Duration.ofMinutes(5),
                                        Duration.ofMinutes(5),
                                        Duration.ofSeconds(5),
                                        Duration.ofSeconds(30),
                                        Duration.ofSeconds(60)),
                                List.of(),
                                Checksums.FAIL));
    }

    @Test
    void aFormatEnforcesAndFailsClosed() {
        assertThat(FormatConfig.DEFAULTS)
                .isEqualTo(
                        new FormatConfig(
                                List.of(),
                                Enforcement.ENFORCE,
                                WhenTrustedUnreachable.FAIL_CLOSED,
                                Duration.ofHours(24),
                                Duration.ofHours(24),
                                OnSharedName.WARN,
                                List.of(),
                                451,
                                0));
    }

    @Test
    void everythingElseIsReadableByAnybodyHereAndManagedAtRunTime() {
        assertThat(GatehouseConfig.DEFAULTS.workspace().value()).isEqualTo("main");
        assertThat(GatehouseConfig.DEFAULTS.storage().directory()).isEqualTo(Path.of("data"));
        assertThat(GatehouseConfig.DEFAULTS.access().anonymous()).isEqualTo(Anonymous.READ);
        assertThat(GatehouseConfig.DEFAULTS.telemetry().traces()).isEmpty();
        assertThat(GatehouseConfig.DEFAULTS.repositories()).isEmpty();
    }
}
