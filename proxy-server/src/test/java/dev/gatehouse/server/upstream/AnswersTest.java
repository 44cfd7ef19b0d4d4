package dev.gatehouse.server.upstream;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;

import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.upstream.UpstreamReply;
import dev.gatehouse.core.upstream.UpstreamRequest;
import dev.gatehouse.core.upstream.UpstreamRequest.Payload;
import dev.gatehouse.core.upstream.UpstreamRequest.Purpose;
import dev.gatehouse.core.upstream.Validator;
import dev.gatehouse.server.testing.Script;
import dev.gatehouse.server.testing.ScriptedUpstream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;

/** What well-formed answers mean, and what requests look like. */
class AnswersTest {
    private final WireMockServer server =
            new WireMockServer(
                    WireMockConfiguration.wireMockConfig()
                            .bindAddress("127.0.0.1")
                            .gzipDisabled(true)
                            .dynamicPort());

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void a200IsFoundWithItsBodyAndHeaders() throws Exception {
        server.stubFor(
                get("/npm/acme-lib")
                        .withHeader("Accept", equalTo("application/json"))
                        .willReturn(
                                aResponse()
                                        .withHeader("ETag", "\"1\"")
                                        .withHeader("Set-Cookie", "a=b")
                                        .withBody("{}")));
        try (var client = client()) {
            UpstreamReply reply = client.index("acme-lib");

            assertThat(reply).isInstanceOf(UpstreamReply.Found.class);
            var found = (UpstreamReply.Found) reply;
            assertThat(found.headers().first("etag")).contains("\"1\"");
            assertThat(found.headers().has("set-cookie")).isFalse();
            assertThat(found.url()).isEqualTo(root().resolve("acme-lib"));
            assertThat(TestedClient.text(found)).isEqualTo("{}");
            assertThat(client.heard).containsExactly(UpstreamListener.Outcome.FOUND);
        }
    }

    @Test
    void aValidatorMakesA304() throws Exception {
        server.stubFor(get("/npm/acme-lib").willReturn(aResponse().withStatus(200).withBody("{}")));
        server.stubFor(
                get("/npm/acme-lib")
                        .withHeader("If-None-Match", equalTo("\"1\""))
                        .withHeader("If-Modified-Since", equalTo("Sat, 21 Nov 2026 00:00:00 GMT"))
                        .willReturn(aResponse().withStatus(304).withHeader("ETag", "W/\"1\"")));
        var validator =
                new Validator(Optional.of("\"1\""), Optional.of("Sat, 21 Nov 2026 00:00:00 GMT"));
        try (var client = client()) {
            assertThat(client.index("acme-lib", validator))
                    .isInstanceOf(UpstreamReply.NotModified.class);
        }
    }

    @Test
    void a304ForAnotherRevisionIsFetchedWhole() throws Exception {
        server.stubFor(get("/npm/acme-lib").willReturn(aResponse().withBody("{}")));
        server.stubFor(
                get("/npm/acme-lib")
                        .withHeader("If-None-Match", equalTo("\"1\""))
                        .willReturn(aResponse().withStatus(304).withHeader("ETag", "\"2\"")));
        try (var client = client()) {
            var validator = new Validator(Optional.of("\"1\""), Optional.empty());

            assertThat(TestedClient.text(client.index("acme-lib", validator))).isEqualTo("{}");
        }
    }

    @Test
    void a304ThatNobodyAskedForIsRefused() throws Exception {
        server.stubFor(get("/npm/acme-lib").willReturn(aResponse().withStatus(304)));
        try (var client = client()) {
            assertThat(client.index("acme-lib")).isInstanceOf(UpstreamReply.Refused.class);
            assertThat(client.index("acme-lib", Validator.NONE))
                    .isInstanceOf(UpstreamReply.Refused.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void only404And410AreMissing(int status) throws Exception {
        server.stubFor(
                get("/npm/acme-lib").willReturn(aResponse().withStatus(status).withBody("no")));
        try (var client = client()) {
            assertThat(client.index("acme-lib")).isEqualTo(new UpstreamReply.Missing(status));
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                201, 202, 203, 204, 205, 206, 207, 226, 300, 305, 306, 400, 401, 402, 403, 405, 406,
                407, 408, 409, 411, 418, 421, 422, 425, 426, 428, 429, 431, 451
            })
    void otherAnswersAreRefusedWithTheirStatus(int status) throws Exception {
        server.stubFor(get("/npm/acme-lib").willReturn(aResponse().withStatus(status)));
        try (var client = client()) {
            assertThat(client.index("acme-lib"))
                    .isInstanceOfSatisfying(
                            UpstreamReply.Refused.class,
                            refused -> assertThat(refused.status()).isEqualTo(status));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 501, 502, 503, 504, 505, 507, 508, 511, 520, 599})
    void serverErrorsAreBroken(int status) throws Exception {
        server.stubFor(get("/npm/acme-lib").willReturn(aResponse().withStatus(status)));
        try (var client = client()) {
            assertThat(client.index("acme-lib")).isInstanceOf(UpstreamReply.Broken.class);
        }
    }

    @Test
    void gzipIsDecodedAndItsLengthForgotten() throws Exception {
        server.stubFor(
                get("/npm/acme-lib")
                        .willReturn(
                                aResponse()
                                        .withHeader("Content-Encoding", "gzip")
                                        .withBody(Script.gzip(new byte[] {'{', '}'}))));
        try (var client = client()) {
            UpstreamReply reply = client.index("acme-lib");

            assertThat(reply).isInstanceOf(UpstreamReply.Found.class);
            var found = (UpstreamReply.Found) reply;
            assertThat(found.length()).isEqualTo(OptionalLong.empty());
            assertThat(found.headers().has("content-encoding")).isFalse();
            assertThat(TestedClient.text(found)).isEqualTo("{}");
        }
    }

    @Test
    void aPayloadIsPostedOnce() throws Exception {
        server.stubFor(post("/npm/-/advisories").willReturn(aResponse().withStatus(503)));
        var request =
                new UpstreamRequest(
                        Method.POST,
                        URI.create("-/advisories"),
                        "application/json",
                        Optional.of(new Payload("application/json", "{\"ä\":1}")),
                        Purpose.SERVICE);
        try (var client = client()) {
            assertThat(client.fetch(request, Optional.empty()))
                    .isInstanceOf(UpstreamReply.Broken.class);
        }
        assertThat(server.getAllServeEvents())
                .singleElement()
                .satisfies(
                        event ->
                                assertThat(event.getRequest().getBodyAsString())
                                        .isEqualTo("{\"ä\":1}"));
    }

    @Test
    void aRequestIsMadeFromScratch() throws Exception {
        try (var upstream = ScriptedUpstream.always(Script.json("{}"));
                var client =
                        new TestedClient(
                                UpstreamSettings.of(upstream.url())
                                        .with(new Credentials.Bearer("tok"))
                                        .with(Headers.of("X-Team", "acme")))) {

            TestedClient.text(client.index("@acme%2fui?a=%20b"));
            TestedClient.text(client.file("x.tgz"));

            assertThat(upstream.requests().getFirst().text())
                    .startsWith("GET /@acme%2fui?a=%20b HTTP/1.1\r\n");
            assertThat(upstream.requests().getFirst().headerLines())
                    .containsExactlyInAnyOrder(
                            "Accept: application/json",
                            "Accept-Encoding: gzip, identity",
                            "x-team: acme",
                            "Authorization: Bearer tok",
                            "Host: 127.0.0.1:" + upstream.port(),
                            "Connection: keep-alive",
                            "User-Agent: Gatehouse/test");
            assertThat(upstream.requests().getLast().header("Accept-Encoding"))
                    .contains("identity");
            assertThat(upstream.connections()).isEqualTo(1);
        }
    }

    @Test
    void cookiesAreNeverSentBack() throws Exception {
        try (var upstream = ScriptedUpstream.always(Script.json("{}").header("Set-Cookie", "a=b"));
                var client = TestedClient.of(upstream.url())) {
            TestedClient.text(client.index("one"));
            TestedClient.text(client.index("two"));

            assertThat(upstream.requests().getLast().header("Cookie")).isEmpty();
        }
    }

    private URI root() {
        return URI.create("http://127.0.0.1:" + server.port() + "/npm/");
    }

    private TestedClient client() {
        return new TestedClient(
                UpstreamSettings.of(root()).with(UpstreamLimits.DEFAULT.withAttempts(1)));
    }
}
