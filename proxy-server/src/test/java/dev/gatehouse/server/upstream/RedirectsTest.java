package dev.gatehouse.server.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.upstream.UpstreamReply;
import dev.gatehouse.server.testing.Script;
import dev.gatehouse.server.testing.ScriptedUpstream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** Where requests may be led, and what goes with them (threats S1 to S8). */
class RedirectsTest {

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectsWithinTheOriginAreFollowed(int status) throws Exception {
        try (var upstream =
                        ScriptedUpstream.answering(
                                request ->
                                        request.path().equals("/a")
                                                ? Script.redirect(status, "/b?c")
                                                : Script.json("{}"));
                var client = known(upstream.url())) {
            UpstreamReply reply = client.index("a");

            assertThat(reply)
                    .isInstanceOfSatisfying(
                            UpstreamReply.Found.class,
                            found -> assertThat(found.url()).isEqualTo(upstream.url("/b?c")));
            assertThat(TestedClient.text(reply)).isEqualTo("{}");
            assertThat(upstream.requests())
                    .allSatisfy(r -> assertThat(r.header("Authorization")).contains("Bearer tok"));
        }
    }

    @Test
    void fiveRedirectsAreFollowedAndNotSix() throws Exception {
        try (var upstream =
                        ScriptedUpstream.answering(
                                request -> {
                                    int left = Integer.parseInt(request.path().substring(1));
                                    return left == 0
                                            ? Script.json("{}")
                                            : Script.redirect(302, "/" + (left - 1));
                                });
                var client = TestedClient.of(upstream.url())) {
            assertThat(TestedClient.text(client.index("5"))).isEqualTo("{}");
            assertThat(client.index("6")).isInstanceOf(UpstreamReply.Refused.class);
            assertThat(client.index("50")).isInstanceOf(UpstreamReply.Refused.class);
            assertThat(upstream.requests()).hasSize(18);
        }
    }

    @Test
    void anIndexIsNeverTakenFromAnotherOrigin() throws Exception {
        try (var other = ScriptedUpstream.always(Script.json("{}"));
                var upstream =
                        ScriptedUpstream.always(Script.redirect(302, other.url("/x").toString()));
                var client =
                        new TestedClient(
                                UpstreamSettings.of(upstream.url())
                                        .withFileHosts(
                                                Set.of(Origin.of(other.url().toString()))))) {
            assertThat(client.index("a"))
                    .isInstanceOfSatisfying(
                            UpstreamReply.Refused.class,
                            refused -> assertThat(refused.status()).isEqualTo(302));
            assertThat(client.index(other.url("/x").toString()))
                    .isInstanceOf(UpstreamReply.Refused.class);
            assertThat(client.index("//" + other.url().getRawAuthority() + "/x"))
                    .isInstanceOf(UpstreamReply.Refused.class);
            assertThat(other.connections()).isZero();
        }
    }

    @Test
    void aFileHostIsAskedWithoutCredentialsEvenOnTheWayBack() throws Exception {
        try (var files = ScriptedUpstream.at("127.0.0.2", request -> Script.silence());
                var upstream =
                        ScriptedUpstream.answering(
                                request ->
                                        request.path().equals("/x.tgz")
                                                ? Script.redirect(302, files.url("/x").toString())
                                                : Script.bytes(new byte[3]));
                var client =
                        new TestedClient(
                                UpstreamSettings.of(upstream.url())
                                        .with(new Credentials.Basic("ci", "s3cret"))
                                        .with(Headers.of("X-Key", "k3y"))
                                        .withFileHosts(
                                                Set.of(Origin.of(files.url().toString()))))) {
            files.answer(request -> Script.redirect(302, upstream.url("/back").toString()));

            assertThat(TestedClient.text(client.file("x.tgz"))).hasSize(3);

            assertThat(upstream.requests("/x.tgz").getFirst().text())
                    .contains("Authorization: Basic ", "x-key: k3y");
            assertThat(files.requests())
                    .singleElement()
                    .satisfies(r -> assertThat(r.headerLines()).noneMatch(RedirectsTest::isSecret));
            assertThat(upstream.requests("/back"))
                    .singleElement()
                    .satisfies(r -> assertThat(r.headerLines()).noneMatch(RedirectsTest::isSecret));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d/",
                "http://127.0.0.3:%d/",
                "http://[::1]:%d/",
                "http://[::ffff:127.0.0.1]:%d/",
                "http://[::ffff:7f00:1]:%d/",
                "http://[::127.0.0.1]:%d/",
                "http://[64:ff9b::7f00:1]:%d/",
                "http://[64:ff9b::a9fe:a9fe]:%d/",
                "http://[2002:7f00:1::]:%d/",
                "http://[fd00:ec2::254]:%d/",
                "http://[fe80::1]:%d/",
                "http://[fe80::1%%25lo]:%d/",
                "http://[::]:%d/",
                "http://0.0.0.0:%d/",
                "http://0:%d/",
                "http://127.1:%d/",
                "http://2130706433:%d/",
                "http://0x7f000001:%d/",
                "http://0177.0.0.1:%d/",
                "http://10.0.0.1:%d/",
                "http://172.16.0.1:%d/",
                "http://192.168.0.1:%d/",
                "http://100.64.0.1:%d/",
                "http://169.254.169.254:%d/latest/meta-data/",
                "http://255.255.255.255:%d/",
                "http://localhost:%d/",
                "http://inside.example:%d/",
                "http://user@inside.example:%d/",
                "http://outside.example\\@inside.example:%d/",
                "ftp://127.0.0.1:%d/",
                "file:///etc/passwd?%d",
                "gopher://127.0.0.1:%d/",
                "http:/\t/127.0.0.1:%d/",
            })
    void aFileIsNotFetchedFromInside(String template) throws Exception {
        try (var inside = ScriptedUpstream.always(Script.json("secret"));
                var upstream = ScriptedUpstream.at("127.0.0.2", request -> Script.silence());
                var client = TestedClient.of(upstream.url())) {
            client.knowing("inside.example", "127.0.0.1").knowing("localhost", "127.0.0.1");
            String link = template.formatted(inside.port());
            upstream.answer(request -> Script.redirect(302, link));

            assertThat(client.file("x.tgz")).isInstanceOf(UpstreamReply.Refused.class);

            assertThat(inside.connections()).isZero();
        }
    }

    @Test
    void aLinkInADocumentObeysTheSameRule() throws Exception {
        try (var inside = ScriptedUpstream.always(Script.json("secret"));
                var upstream = ScriptedUpstream.at("127.0.0.2", request -> Script.silence());
                var client = TestedClient.of(upstream.url())) {
            assertThat(client.file(inside.url("/x.tgz").toString()))
                    .isInstanceOf(UpstreamReply.Refused.class);
            assertThat(inside.connections()).isZero();
        }
    }

    @Test
    void linkLocalAddressesAreRefusedEvenWhenConfigured() throws Exception {
        try (var client = TestedClient.of(URI.create("http://metadata.example/"))) {
            client.knowing("metadata.example", "169.254.169.254");
            assertThat(client.index("latest")).isInstanceOf(UpstreamReply.Refused.class);
        }
        try (var client = TestedClient.of(URI.create("http://169.254.169.254/"))) {
            assertThat(client.index("latest")).isInstanceOf(UpstreamReply.Refused.class);
        }
    }

    @Test
    void anotherPortOfTheSameHostIsAnotherOrigin() throws Exception {
        try (var upstream = ScriptedUpstream.always(Script.json("{}"));
                var other = ScriptedUpstream.always(Script.json("{}"));
                var client = known(upstream.url())) {
            upstream.answer(request -> Script.redirect(302, other.url("/x").toString()));

            assertThat(client.file("x.tgz")).isInstanceOf(UpstreamReply.Refused.class);
            assertThat(other.connections()).isZero();
        }
    }

    @Test
    void aNameIsLookedUpOnceForEachStep() throws Exception {
        try (var upstream = ScriptedUpstream.always(Script.json("{}"));
                var client =
                        TestedClient.of(
                                URI.create("http://registry.example:" + upstream.port() + "/"))) {
            client.knowing("registry.example", "127.0.0.1");

            assertThat(TestedClient.text(client.index("a"))).isEqualTo("{}");

            assertThat(client.lookups).containsExactly("registry.example");
            assertThat(upstream.requests().getFirst().header("Host"))
                    .contains("registry.example:" + upstream.port());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "http://", "http://a b/", "http://evil.example\\x", "%%%"})
    void aRedirectToNowhereIsRefused(String location) throws Exception {
        try (var upstream = ScriptedUpstream.always(Script.redirect(302, location));
                var client = TestedClient.of(upstream.url())) {
            assertThat(client.index("a")).isInstanceOf(UpstreamReply.Refused.class);
            assertThat(client.file("a")).isInstanceOf(UpstreamReply.Refused.class);
        }
    }

    @Test
    void aRedirectWithoutOrWithTwoLocationsIsRefused() throws Exception {
        try (var upstream =
                        ScriptedUpstream.answering(
                                request ->
                                        request.path().equals("/none")
                                                ? Script.status(302)
                                                : Script.redirect(302, "/a")
                                                        .header("Location", "/b"));
                var client = TestedClient.of(upstream.url())) {
            assertThat(client.index("none")).isInstanceOf(UpstreamReply.Refused.class);
            assertThat(client.index("two")).isInstanceOf(UpstreamReply.Refused.class);
        }
    }

    private static TestedClient known(URI url) {
        return new TestedClient(UpstreamSettings.of(url).with(new Credentials.Bearer("tok")));
    }

    private static boolean isSecret(String line) {
        String lower = line.toLowerCase(Locale.ROOT);
        return lower.startsWith("authorization") || lower.startsWith("x-key");
    }
}
