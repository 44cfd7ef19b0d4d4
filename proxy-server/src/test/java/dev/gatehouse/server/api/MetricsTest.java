package dev.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.http.Target;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.trust.Ruling;
import dev.gatehouse.core.upstream.UpstreamRequest.Purpose;
import dev.gatehouse.server.metrics.Metrics;
import dev.gatehouse.server.upstream.UpstreamListener.Outcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

class MetricsTest {
    @TempDir private Path directory = Path.of("");

    private static RequestHead head(String... segments) {
        return new RequestHead(
                Method.GET,
                new Target(List.of(segments), false, Map.of(), "/" + String.join("/", segments)),
                Headers.none(),
                URI.create("http://localhost/"),
                "::1");
    }

    private static String text(Metrics metrics) {
        return new String(metrics.exposition(), StandardCharsets.UTF_8);
    }

    @Test
    void requestsAreCountedByKindAndStatus() throws IOException {
        Metrics metrics = new ApiWorld(directory).metrics;

        for (RequestHead head :
                List.of(
                        head("main", "npm", "secret-name"),
                        head("main", "npm", "secret-name", "-", "secret-name-1.0.0.tgz"),
                        head("api", "tokens"),
                        head("-", "metrics"),
                        head("nobody", "npm", "x"),
                        head("a"),
                        head())) {
            metrics.answered(
                    head, Principal.ANONYMOUS, Response.text(200, ""), Duration.ofMillis(3));
        }

        assertThat(text(metrics))
                .contains("gatehouse_requests_total{route=\"npm-index\",status=\"200\"} 1.0")
                .contains("gatehouse_requests_total{route=\"npm-file\",status=\"200\"} 1.0")
                .contains("gatehouse_requests_total{route=\"api\",status=\"200\"} 1.0")
                .contains("gatehouse_requests_total{route=\"operation\",status=\"200\"} 1.0")
                .contains("gatehouse_requests_total{route=\"other\",status=\"200\"} 3.0")
                .doesNotContain("secret-name");
    }

    @Test
    void blocksAreCountedByRule() throws IOException {
        Metrics metrics = new ApiWorld(directory).metrics;

        metrics.refused(ApiWorld.npm(), Ruling.BLOCKED, 2, true, "npm-public");
        metrics.integrityFailure(ApiWorld.npm(), "npm-public");
        metrics.index(ApiWorld.npm(), true);
        metrics.file(ApiWorld.npm(), false);
        metrics.stale(ApiWorld.npm(), "internal");

        assertThat(text(metrics))
                .contains(
                        "gatehouse_refused_sources_total{enforced=\"true\",format=\"npm\",rule=\"2\",ruling=\"blocked\",upstream=\"npm-public\"}"
                            + " 1.0")
                .contains("gatehouse_integrity_failures_total{format=\"npm\"} 1.0")
                .contains("gatehouse_indexes_total{format=\"npm\",ready=\"true\"} 1.0")
                .contains("gatehouse_files_total{format=\"npm\",stored=\"false\"} 1.0")
                .contains("gatehouse_stale_documents_total{format=\"npm\"} 1.0");
    }

    @Test
    void upstreamsAreToldByTheNamesThatTheOperatorGaveThem() throws IOException {
        Metrics metrics = new ApiWorld(directory).metrics;

        metrics.answered(ApiWorld.PUBLIC, Purpose.INDEX, Outcome.FOUND, Duration.ofMillis(20));
        metrics.bodyBroken(new SourceId("gone"), Purpose.FILE);

        assertThat(text(metrics))
                .contains(
                        "gatehouse_upstream_seconds_count{outcome=\"found\",purpose=\"index\",upstream=\"npm-public\"}"
                            + " 1")
                .contains(
                        "gatehouse_upstream_broken_bodies_total{purpose=\"file\",upstream=\"(removed)\"}"
                            + " 1.0");
    }

    @Test
    void connectionsAreCountedUpAndDown() throws IOException {
        Metrics metrics = new ApiWorld(directory).metrics;

        metrics.opened();
        metrics.opened();
        metrics.closed();
        metrics.refused(431);

        assertThat(text(metrics))
                .contains("gatehouse_connections_open 1.0")
                .contains("gatehouse_connections_refused_total{status=\"431\"} 1.0");
    }

    @Test
    void memoriesAndStoresTellTheirSizes() throws IOException {
        ApiWorld world = new ApiWorld(directory);
        world.supplied("x");

        assertThat(text(world.metrics))
                .contains("gatehouse_memory_entries{memory=\"canaries\"} 0.0")
                .contains("gatehouse_store_entries{kind=\"provenance\"} 1.0");
    }
}
