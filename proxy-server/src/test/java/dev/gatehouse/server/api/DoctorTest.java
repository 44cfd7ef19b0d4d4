package dev.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.HttpDates;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.upstream.UpstreamReply;
import dev.gatehouse.server.api.doctor.HostFacts;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Each thing that the doctor looks at, well and ill. */
class DoctorTest {
    @TempDir private Path directory = Path.of("");
    private ApiWorld world = new ApiWorld(directory);
    private String admin = "";

    DoctorTest() throws IOException {}

    @BeforeEach
    void start() throws IOException {
        world = new ApiWorld(directory);
        admin = world.admin();
        world.host.certificateEnd = Optional.of(world.tokens.now.get().plus(Duration.ofDays(90)));
    }

    private JsonNode examine() throws Exception {
        return world.json(world.send(Method.GET, "/api/doctor/", admin, ""));
    }

    private static List<String> lines(JsonNode answer, String state) {
        return answer.path("findings")
                .valueStream()
                .filter(f -> f.path("state").asString("").equals(state))
                .map(
                        f ->
                                f.path("check").asString("")
                                        + " | "
                                        + f.path("subject").asString("")
                                        + " | "
                                        + f.path("detail").asString("")
                                        + " | "
                                        + f.path("next").asString(""))
                .toList();
    }

    private UpstreamReply dated(Duration ahead) {
        return new UpstreamReply.Found(
                Headers.of("date", HttpDates.format(world.tokens.now.get().plus(ahead))),
                URI.create("https://internal.example/"),
                OptionalLong.empty(),
                new ByteArrayInputStream(new byte[0]));
    }

    @Test
    void aHealthyServerHasNoProblemAndIsToldOfMissingCanaries() throws Exception {
        JsonNode answer = examine();

        assertThat(answer.path("healthy").asBoolean(false)).isTrue();
        assertThat(lines(answer, "problem")).isEmpty();
        assertThat(lines(answer, "ok"))
                .contains(
                        "disk | store 01STORE | can be written and synced; 5120 MiB of 10240 MiB"
                                + " are free | ",
                        "upstream | main npm internal | answers | ",
                        "shared-names | main npm | none | ");
        assertThat(lines(answer, "note"))
                .anyMatch(l -> l.startsWith("canary | main npm internal | has none"))
                .noneMatch(l -> l.startsWith("canary | main npm npm-public"));
    }

    @Test
    void refusedCredentialsAndSilenceAreProblemsWithANextStep() throws Exception {
        world.replies.put("internal", new UpstreamReply.Refused(401, "401 Unauthorized"));
        world.replies.put("npm-public", new UpstreamReply.Broken("connection refused"));

        JsonNode answer = examine();

        assertThat(answer.path("healthy").asBoolean(true)).isFalse();
        assertThat(lines(answer, "problem"))
                .contains(
                        "upstream | main npm internal | refuses: 401 Unauthorized | set username"
                                + " and password, or token, of this upstream",
                        "upstream | main npm npm-public | does not answer: connection refused | try"
                            + " its url from this machine: curl -v https://npm-public.example/");
    }

    @Test
    void aClockThatIsAnotherOneAndACertificateThatEndsAreTold() throws Exception {
        world.replies.put("internal", dated(Duration.ofMinutes(10)));
        world.replies.put("npm-public", dated(Duration.ofSeconds(5)));
        world.host.certificateEnd = Optional.of(world.tokens.now.get().plus(Duration.ofDays(3)));

        JsonNode answer = examine();

        assertThat(lines(answer, "note"))
                .anyMatch(
                        l ->
                                l.startsWith(
                                        "upstream | main npm internal | its clock and ours differ"
                                                + " by"));
        assertThat(lines(answer, "ok")).contains("upstream | main npm npm-public | answers | ");
        assertThat(lines(answer, "problem")).anyMatch(l -> l.contains("ends in 3 days"));
    }

    @Test
    void aDiskThatCannotBeSyncedOrIsFullIsAProblem() throws Exception {
        world.host.disk = new HostFacts.Disk(1, 2, "01STORE", Optional.of("sync failed"));
        assertThat(lines(examine(), "problem")).anyMatch(l -> l.contains("sync failed"));

        world.host.disk = new HostFacts.Disk(1 << 20, 2 << 20, "01STORE", Optional.empty());
        assertThat(lines(examine(), "problem")).anyMatch(l -> l.contains("gatehouse gc"));
    }

    @Test
    void sharedNamesAreCounted() throws Exception {
        world.published("acme-ui", "1.0.0");
        world.supplied("acme-ui");

        assertThat(lines(examine(), "note"))
                .contains(
                        "shared-names | main npm | 1 local names may come from untrusted upstreams"
                                + " too | gatehouse trust shared --repository main --format npm");
    }
}
