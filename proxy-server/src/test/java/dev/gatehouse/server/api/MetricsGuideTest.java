package dev.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.http.Target;
import dev.gatehouse.core.proxy.Catalogue;
import dev.gatehouse.core.proxy.Mount;
import dev.gatehouse.core.signature.PinState;
import dev.gatehouse.core.trust.Ruling;
import dev.gatehouse.core.upstream.UpstreamRequest.Purpose;
import dev.gatehouse.server.metrics.Metrics;
import dev.gatehouse.server.upstream.UpstreamListener.Outcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What operators are told of metrics is what there is. */
class MetricsGuideTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern NAME = Pattern.compile("\\b(?:gatehouse|jvm|process)_[a-z_]+\\b");
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+)");
    @TempDir private Path directory = Path.of("");

    @Test
    void theGuideListsEveryMetricAndNoOther() throws Exception {
        assertThat(names(Files.readString(DOCS.resolve("guide/metrics.md")))).isEqualTo(exposed());
    }

    @Test
    void dashboardAndAlertsAskOnlyForWhatThereIs() throws Exception {
        Set<String> known = exposed();

        for (String file : List.of("monitoring/dashboard.json", "monitoring/alerts.yaml")) {
            Set<String> asked = new TreeSet<>();
            for (String name : names(Files.readString(DOCS.resolve(file)))) {
                asked.add(name.replaceFirst("_seconds_(bucket|count|sum)$", "_seconds"));
            }
            assertThat(asked).as(file).hasSizeGreaterThan(5).isSubsetOf(known);
        }
    }

    @Test
    void theDashboardIsJsonWhosePanelsAllAskSomething() throws Exception {
        var dashboard =
                new JsonMapper()
                        .readTree(Files.readString(DOCS.resolve("monitoring/dashboard.json")));

        assertThat(dashboard.get("panels"))
                .hasSizeGreaterThan(10)
                .allSatisfy(
                        panel ->
                                assertThat(panel.get("targets"))
                                        .isNotEmpty()
                                        .allSatisfy(
                                                t ->
                                                        assertThat(t.get("expr").stringValue())
                                                                .contains("$instance")));
    }

    private static Set<String> names(String text) {
        Set<String> names = new TreeSet<>();
        NAME.matcher(text).results().forEach(found -> names.add(found.group()));
        return names;
    }

    /** Everything, after each thing that is counted has happened once. */
    private Set<String> exposed() throws Exception {
        ApiWorld world = new ApiWorld(directory);
        Metrics metrics = world.metrics;
        RequestHead head =
                new RequestHead(
                        Method.GET,
                        new Target(List.of("a"), false, Map.of(), "/a"),
                        Headers.none(),
                        URI.create("http://localhost/"),
                        "::1");
        metrics.answered(head, Principal.ANONYMOUS, Response.text(200, ""), Duration.ofMillis(3));
        metrics.answered(ApiWorld.PUBLIC, Purpose.INDEX, Outcome.FOUND, Duration.ofMillis(3));
        metrics.bodyBroken(ApiWorld.PUBLIC, Purpose.FILE);
        metrics.refused(ApiWorld.npm(), Ruling.BLOCKED, 2, true, "npm-public");
        metrics.lastKnown(ApiWorld.npm(), "internal");
        metrics.integrityFailure(ApiWorld.npm(), "npm-public");
        metrics.index(ApiWorld.npm(), true);
        metrics.file(ApiWorld.npm(), false);
        metrics.stale(ApiWorld.npm(), "internal");
        metrics.signerAlarm(ApiWorld.npm(), PinState.CHANGED);
        metrics.opened();
        metrics.refused(431);
        askForACanary(world);
        world.hooks.add("security");
        Set<String> names = new TreeSet<>();
        TYPE.matcher(new String(metrics.exposition(), StandardCharsets.UTF_8))
                .results()
                .forEach(found -> names.add(found.group(1)));
        return names;
    }

    private static void askForACanary(ApiWorld world) throws Exception {
        Mount<?, ?> mount = ApiMounts.mount("main", Instant.EPOCH, Optional.of("known-there"));
        world.catalogue.replace(Map.of(new Catalogue.Place("main", ApiWorld.npm()), mount));
        String explain = "/api/trust/main/main/explain/?format=npm&package=absent";

        assertThat(world.send(Method.GET, explain, world.admin(), "").status()).isEqualTo(200);
    }
}
