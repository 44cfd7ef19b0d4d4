package dev.gatehouse.server;

import static dev.gatehouse.server.testing.RunningGate.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.MadeUpRegistry;
import dev.gatehouse.server.testing.NpmPackage;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.ScriptedUpstream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;

/** A copy makes a name local where it goes: what an untrusted upstream supplied gains nothing. */
final class CopiedPackagesIT {
    private ScriptedUpstream source;
    private RunningGate gate;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        source = ScriptedUpstream.answering(MadeUpRegistry.of(NpmPackage.of("x", "1.0.0", "P")));
        gate = RunningGate.start(directory, repositories("untrusted"), InstantSource.system());
    }

    private String repositories(String trust) {
        return RunningGate.npm("main", "upstreams:", upstream("up", source.url(), trust))
                + RunningGate.npm("other", "upstreams: []");
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
        source.close();
    }

    private String cached(String trust) throws Exception {
        gate.reload(repositories(trust));
        assertThat(gate.get(gate.registry("main").resolve("x/-/x-1.0.0.tgz")).statusCode())
                .isEqualTo(200);
        JsonNode all = new JsonMapper().readTree(gate.api("GET", "packages/main/main/", "").body());
        return all.get(0).path("slug").asString();
    }

    private HttpResponse<String> copy(String slug, String reason) throws Exception {
        String body = "{\"destination\":\"other\"" + reason + "}";
        return gate.api("POST", "packages/main/main/" + slug + "/copy/", body);
    }

    private int there() throws Exception {
        return gate.get(gate.registry("other").resolve("x")).statusCode();
    }

    @Test
    void whatAnUntrustedUpstreamSuppliedIsNotCopiedByTheWay() throws Exception {
        String slug = cached("untrusted");

        HttpResponse<String> plain = copy(slug, "");
        HttpResponse<String> blank = copy(slug, ",\"reason\":\" \"");
        HttpResponse<String> moved =
                gate.api(
                        "POST",
                        "packages/main/main/" + slug + "/move/",
                        "{\"destination\":\"other\"}");

        assertThat(plain.statusCode()).isEqualTo(409);
        assertThat(plain.body()).contains("came from up, which is untrusted", "reason");
        assertThat(blank.statusCode()).isEqualTo(409);
        assertThat(moved.statusCode()).isEqualTo(409);
        assertThat(there()).isEqualTo(404);
    }

    @Test
    void anAdminWithAReasonMayCopyItAndTheAuditLogSaysWhatItWas() throws Exception {
        String slug = cached("untrusted");

        HttpResponse<String> copied = copy(slug, ",\"reason\":\"we maintain it now\"");

        assertThat(copied.statusCode()).isEqualTo(201);
        assertThat(there()).isEqualTo(200);
        assertThat(gate.api("GET", "trust/main/other/audit/", "").body())
                .contains("copied from main, supplied by up: we maintain it now");
    }

    @Test
    void whoMayOnlyPublishThereMayNotCopyItWithAReason() throws Exception {
        String slug = cached("untrusted");
        String made =
                gate.api(
                                "POST",
                                "tokens/",
                                "{\"name\":\"ci\",\"role\":\"publish\",\"repositories\":"
                                        + "[\"main\",\"other\"]}")
                        .body();
        String token = new JsonMapper().readTree(made).path("token").asString();

        HttpResponse<String> answer =
                gate.send(
                        "POST",
                        gate.registry("main").resolve("/api/packages/main/main/" + slug + "/copy/"),
                        "{\"destination\":\"other\",\"reason\":\"I want it\"}",
                        "Authorization",
                        "Bearer " + token,
                        "Content-Type",
                        "application/json");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(there()).isEqualTo(404);
    }

    @Test
    void whatATrustedUpstreamSuppliedIsCopiedAsItIs() throws Exception {
        assertThat(copy(cached("trusted"), "").statusCode()).isEqualTo(201);
        assertThat(there()).isEqualTo(200);
    }

    @Test
    void theTrustOfNowCounts() throws Exception {
        String slug = cached("trusted");
        gate.reload(repositories("untrusted"));

        assertThat(copy(slug, "").statusCode()).isEqualTo(409);
    }
}
