package dev.gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.NpmPackage;
import dev.gatehouse.server.testing.RunningGate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/** How many packages a repository has, how large they are, and how often they were fetched. */
final class PackageCountsIT {
    private final NpmPackage one = NpmPackage.of("acme-ui", "1.0.0", "ours");
    private RunningGate gate;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        gate =
                RunningGate.start(
                        directory,
                        RunningGate.npm("main", "upstreams: []")
                                + RunningGate.npm("other", "upstreams: []"),
                        InstantSource.system());
        assertThat(gate.publish("main", one).statusCode()).isEqualTo(201);
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
    }

    private JsonNode api(String path) throws Exception {
        return new JsonMapper().readTree(gate.api("GET", path, "").body());
    }

    private void fetch() throws Exception {
        assertThat(
                        gate.get(gate.registry("main").resolve("acme-ui/-/acme-ui-1.0.0.tgz"))
                                .statusCode())
                .isEqualTo(200);
    }

    @Test
    void downloadsAreCountedAndThereAfterARestart() throws Exception {
        assertThat(api("packages/main/main/").get(0).path("downloads").asInt()).isZero();
        assertThat(api("packages/main/main/").get(0).path("last_downloaded_at").isNull()).isTrue();

        fetch();
        fetch();

        JsonNode counted = api("packages/main/main/").get(0);
        assertThat(counted.path("downloads").asInt()).isEqualTo(2);
        assertThat(Instant.parse(counted.path("last_downloaded_at").asString()))
                .isBefore(Instant.now().plusSeconds(60));
        gate.restart();
        assertThat(api("packages/main/main/").get(0)).isEqualTo(counted);
        fetch();
        assertThat(api("packages/main/main/").get(0).path("downloads").asInt()).isEqualTo(3);
    }

    @Test
    void aRepositoryTellsHowMuchItStores() throws Exception {
        fetch();

        JsonNode main = api("repos/main/main/");
        JsonNode other = api("repos/main/other/");

        assertThat(main.path("package_count").asInt()).isEqualTo(1);
        assertThat(main.path("package_group_count").asInt()).isEqualTo(1);
        assertThat(main.path("num_quarantined_packages").asInt()).isZero();
        assertThat(main.path("num_downloads").asInt()).isEqualTo(1);
        assertThat(main.path("size").asLong()).isEqualTo(one.tarball().length);
        assertThat(main.path("size_str").asString()).contains(".");
        assertThat(other.path("package_count").asInt()).isZero();
        assertThat(other.path("size_str").asString()).isEqualTo("0 bytes");
        assertThat(api("repos/main/").get(0)).isEqualTo(main);
    }
}
