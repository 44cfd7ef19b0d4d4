package dev.gatehouse.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.config.AccessConfig;
import dev.gatehouse.config.AddressRange;
import dev.gatehouse.config.Anonymous;
import dev.gatehouse.config.ByteSize;
import dev.gatehouse.config.Checksums;
import dev.gatehouse.config.Credentials;
import dev.gatehouse.config.Enforcement;
import dev.gatehouse.config.FormatConfig;
import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.HostName;
import dev.gatehouse.config.ListenAddress;
import dev.gatehouse.config.NamePattern;
import dev.gatehouse.config.OnSharedName;
import dev.gatehouse.config.Pinning;
import dev.gatehouse.config.RepositoryName;
import dev.gatehouse.config.Secret;
import dev.gatehouse.config.ServerConfig;
import dev.gatehouse.config.ServerLimits;
import dev.gatehouse.config.StorageConfig;
import dev.gatehouse.config.TlsConfig;
import dev.gatehouse.config.TracesConfig;
import dev.gatehouse.config.UpstreamConfig;
import dev.gatehouse.config.UpstreamMode;
import dev.gatehouse.config.UpstreamName;
import dev.gatehouse.config.UpstreamTimes;
import dev.gatehouse.config.UpstreamTrust;
import dev.gatehouse.config.WhenTrustedUnreachable;
import dev.gatehouse.config.WorkspaceName;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class KeyMappingTest {
    @TempDir Path directory;

    @Test
    void everyTopLevelKeyReachesItsRecord() {
        GatehouseConfig config =
                new Loading(directory)
                        .config(
                                """
                                workspace: acme
                                storage: {directory: state/gate}
                                access: {anonymous: none}
                                repositories: {}
                                """);

        assertThat(config.workspace()).isEqualTo(new WorkspaceName("acme"));
        assertThat(config.storage())
                .isEqualTo(new StorageConfig(directory.resolve("state").resolve("gate")));
        assertThat(config.access()).isEqualTo(new AccessConfig(Anonymous.NONE, List.of()));
        assertThat(config.repositories())
                .hasValueSatisfying(all -> assertThat(all.all()).isEmpty());
    }

    @Test
    void everyKeyOfTelemetryReachesItsRecord() {
        GatehouseConfig config =
                new Loading()
                        .env("KEY", "k3y")
                        .config(
                                """
                                telemetry:
                                  traces:
                                    endpoint: http://collector.example:4318/v1/traces
                                    sample: 0.25
                                    headers: {X-Api-Key: "${env:KEY}"}
                                """);

        assertThat(config.telemetry().traces())
                .contains(
                        new TracesConfig(
                                URI.create("http://collector.example:4318/v1/traces"),
                                0.25,
                                Map.of("X-Api-Key", new Secret("k3y"))));
    }

    @Test
    void tracesAreSwitchedOnByTheEnvironmentAlone() {
        GatehouseConfig config =
                new Loading()
                        .env(
                                "GATEHOUSE_TELEMETRY_TRACES_ENDPOINT",
                                "http://localhost:4318/v1/traces")
                        .config("workspace: main");

        assertThat(config.telemetry().traces())
                .contains(
                        new TracesConfig(
                                URI.create("http://localhost:4318/v1/traces"), 1, Map.of()));
    }

    @Test
    void everyKeyOfTheServerReachesItsRecord() throws IOException {
        Files.createFile(directory.resolve("gate.crt"));
        Files.createFile(directory.resolve("gate.key"));

        ServerConfig server =
                new Loading(directory)
                        .config(
                                """
                                server:
                                  listen: "[::1]:8443"
                                  public-url: https://packages.example/gate
                                  allowed-hosts: [Packages.example, 10.0.0.1]
                                  trusted-proxies: [10.0.0.0/8, "::1"]
                                  tls: {certificate: gate.crt, key: gate.key}
                                  max-connections: 10
                                  max-in-flight: 20
                                  max-upload: 30KiB
                                  default-npm-repository: main
                                repositories: {main: {npm: {}}}
                                """)
                        .server();

        assertThat(server)
                .isEqualTo(
                        new ServerConfig(
                                ListenAddress.parse("[::1]:8443"),
                                Optional.of(URI.create("https://packages.example/gate/")),
                                List.of(new HostName("packages.example"), new HostName("10.0.0.1")),
                                List.of(
                                        AddressRange.parse("10.0.0.0/8"),
                                        AddressRange.parse("::1")),
                                Optional.of(
                                        new TlsConfig(
                                                directory.resolve("gate.crt"),
                                                directory.resolve("gate.key"))),
                                new ServerLimits(10, 20, new ByteSize(30 << 10)),
                                Optional.of(new RepositoryName("main"))));
    }

    @Test
    void everyKeyOfARepositoryReachesItsRecord() {
        GatehouseConfig config =
                new Loading()
                        .config(
                                "repositories: {main: {host: NPM.example, pinning: hold, npm: {},"
                                        + " maven: {}}}");

        assertThat(config.repositories().orElseThrow().all())
                .singleElement()
                .satisfies(
                        main -> {
                            assertThat(main.name()).isEqualTo(new RepositoryName("main"));
                            assertThat(main.host()).contains(new HostName("npm.example"));
                            assertThat(main.pinning()).isEqualTo(Pinning.HOLD);
                            assertThat(main.formats())
                                    .isEqualTo(
                                            Map.of(
                                                    FormatName.NPM,
                                                    FormatConfig.DEFAULTS,
                                                    FormatName.MAVEN,
                                                    FormatConfig.DEFAULTS));
                        });
    }

    @Test
    void everyKeyOfAFormatReachesItsRecord() {
        GatehouseConfig config =
                new Loading()
                        .config(
                                """
                                repositories:
                                  main:
                                    npm:
                                      upstreams: [{name: one, url: https://registry.example}]
                                      enforcement: monitor
                                      when-trusted-unreachable: last-known
                                      last-known-limit: 7d
                                      absence-confirmation: 500ms
                                      on-shared-name: refuse
                                      owned-names: ["@acme/*", "acme-*", left-pad]
                                """);

        assertThat(Loading.format(config, FormatName.NPM))
                .isEqualTo(
                        new FormatConfig(
                                List.of(
                                        UpstreamConfig.of(
                                                new UpstreamName("one"),
                                                URI.create("https://registry.example/"))),
                                Enforcement.MONITOR,
                                WhenTrustedUnreachable.LAST_KNOWN,
                                Duration.ofDays(7),
                                Duration.ofMillis(500),
                                OnSharedName.REFUSE,
                                List.of(
                                        new NamePattern("@acme/*"),
                                        new NamePattern("acme-*"),
                                        new NamePattern("left-pad")),
                                451,
                                0));
    }

    @Test
    void theKeysOfOneFormatAloneReachItsRecord() {
        GatehouseConfig config =
                new Loading()
                        .config(
                                """
                                repositories:
                                  main:
                                    pypi: {refused-page: 404}
                                    maven: {snapshot-retention: 7}
                                """);

        assertThat(Loading.format(config, FormatName.PYPI).refusedPage()).isEqualTo(404);
        assertThat(Loading.format(config, FormatName.MAVEN).snapshotRetention()).isEqualTo(7);
    }

    @Test
    void everyKeyOfAnUpstreamReachesItsRecord() throws IOException {
        Files.createFile(directory.resolve("ca.pem"));

        GatehouseConfig config =
                new Loading(directory)
                        .env("WORD", "open sesame")
                        .config(
                                Loading.withUpstream(
                                        "url: http://127.0.0.1:9/npm",
                                        "trust: untrusted",
                                        "priority: 32767",
                                        "mode: proxy-only",
                                        "active: false",
                                        "verify-tls: false",
                                        "ca: ca.pem",
                                        "username: ci",
                                        "password: ${env:WORD}",
                                        "headers: {X-Team: blue}",
                                        "canary: '@acme/ui'",
                                        "index-ttl: 0s",
                                        "absent-ttl: 1s",
                                        "presence-timeout: 2s",
                                        "timeout: 3m",
                                        "idle-timeout: 4h",
                                        "file-hosts: [https://files.example:8443]",
                                        "checksums: warn"));

        assertThat(Loading.upstream(config))
                .isEqualTo(
                        new UpstreamConfig(
                                new UpstreamName("internal"),
                                URI.create("http://127.0.0.1:9/npm/"),
                                UpstreamTrust.UNTRUSTED,
                                32_767,
                                UpstreamMode.PROXY_ONLY,
                                false,
                                false,
                                Optional.of(directory.resolve("ca.pem")),
                                new Credentials.Login("ci", new Secret("open sesame")),
                                Map.of("X-Team", new Secret("blue")),
                                Optional.of("@acme/ui"),
                                new UpstreamTimes(
                                        Duration.ZERO,
                                        Duration.ofSeconds(1),
                                        Duration.ofSeconds(2),
                                        Duration.ofMinutes(3),
                                        Duration.ofHours(4)),
                                List.of(URI.create("https://files.example:8443")),
                                Checksums.WARN));
    }

    @Test
    void aTokenIsTheOtherKindOfCredentials() {
        GatehouseConfig config =
                new Loading().env("T", "t0k").config(Loading.withUpstream("token: ${env:T}"));

        assertThat(Loading.upstream(config).credentials())
                .isEqualTo(new Credentials.Token(new Secret("t0k")));
    }
}
