package dev.gatehouse.server.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.upstream.UpstreamReply;
import dev.gatehouse.server.testing.Script;
import dev.gatehouse.server.testing.ScriptedUpstream;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.util.Map;
import java.util.Set;

/** Requests through a corporate proxy, and settings that change while requests run. */
class ProxyAndReloadTest {
    private static final URI PLAIN = URI.create("http://registry.example/npm/");
    private static final URI TLS = URI.create("https://registry.example/npm/");

    @Test
    void aProxyIsAskedInAbsoluteForm() throws Exception {
        try (var proxy = ScriptedUpstream.always(Script.json("{}"));
                var client = new TestedClient(UpstreamSettings.of(PLAIN), through(proxy))) {
            assertThat(TestedClient.text(client.index("acme-lib"))).isEqualTo("{}");

            assertThat(proxy.requests().getFirst().target())
                    .isEqualTo("http://registry.example/npm/acme-lib");
            assertThat(client.lookups).containsExactly("127.0.0.1");
        }
    }

    @Test
    void aProxyThatRefusesATunnelSaysNothingAboutThePackage() throws Exception {
        for (int status : new int[] {400, 403, 404, 410, 502, 503}) {
            try (var proxy = ScriptedUpstream.always(Script.status(status));
                    var client =
                            new TestedClient(
                                    UpstreamSettings.of(TLS).with(new Credentials.Bearer("tok")),
                                    through(proxy))) {
                assertThat(client.index("acme-lib")).isInstanceOf(UpstreamReply.Broken.class);

                assertThat(proxy.requests())
                        .allSatisfy(
                                r -> {
                                    assertThat(r.text())
                                            .startsWith("CONNECT registry.example:443 ");
                                    assertThat(r.text()).doesNotContain("tok", "acme-lib");
                                });
            }
        }
    }

    @Test
    void aProxyThatWantsToKnowUsIsRefused() throws Exception {
        try (var proxy =
                        ScriptedUpstream.always(
                                Script.status(407).header("Proxy-Authenticate", "Basic realm=x"));
                var client = new TestedClient(UpstreamSettings.of(PLAIN), through(proxy))) {
            assertThat(client.index("acme-lib"))
                    .isInstanceOfSatisfying(
                            UpstreamReply.Refused.class,
                            refused -> assertThat(refused.status()).isEqualTo(407));
        }
    }

    @Test
    void proxyCredentialsGoToTheProxy() throws Exception {
        try (var proxy =
                        ScriptedUpstream.answering(
                                request ->
                                        request.header("Proxy-Authorization").isPresent()
                                                ? Script.json("{}")
                                                : Script.status(407)
                                                        .header(
                                                                "Proxy-Authenticate",
                                                                "Basic realm=x"));
                var client =
                        new TestedClient(
                                UpstreamSettings.of(PLAIN),
                                ProxySettings.fromEnvironment(
                                        Map.of(
                                                "HTTP_PROXY",
                                                "http://me:pw@127.0.0.1:" + proxy.port())))) {
            assertThat(TestedClient.text(client.index("acme-lib"))).isEqualTo("{}");
            assertThat(proxy.requests().getLast().header("Proxy-Authorization"))
                    .contains("Basic bWU6cHc=");
        }
    }

    @Test
    void behindAProxyOtherOriginsMustBeFileHosts() throws Exception {
        var named =
                UpstreamSettings.of(PLAIN)
                        .withFileHosts(Set.of(Origin.of("http://files.example/")));
        try (var proxy = ScriptedUpstream.always(Script.bytes(new byte[3]));
                var client = new TestedClient(named, through(proxy))) {
            assertThat(client.file("http://elsewhere.example/x.tgz"))
                    .isInstanceOf(UpstreamReply.Refused.class);
            assertThat(client.index("http://169.254.169.254/"))
                    .isInstanceOf(UpstreamReply.Refused.class);
            assertThat(proxy.requests()).isEmpty();

            assertThat(TestedClient.text(client.file("http://files.example/x.tgz"))).hasSize(3);
        }
    }

    @Test
    void aLoopbackUpstreamIsNeverAskedThroughAProxy() throws Exception {
        try (var proxy = ScriptedUpstream.always(Script.silence());
                var upstream = ScriptedUpstream.always(Script.json("{}"));
                var client =
                        new TestedClient(UpstreamSettings.of(upstream.url()), through(proxy))) {
            assertThat(TestedClient.text(client.index("acme-lib"))).isEqualTo("{}");
            assertThat(proxy.connections()).isZero();
        }
    }

    @Test
    void aReloadDisturbsNoRunningRequest() throws Exception {
        byte[] large = new byte[2_000_000];
        try (var before = ScriptedUpstream.always(Script.bytes(large));
                var after = ScriptedUpstream.always(Script.json("{}"));
                var client = TestedClient.of(before.url())) {
            try (var reply = client.file("large.bin")) {
                assertThat(reply).isInstanceOf(UpstreamReply.Found.class);
                var body = ((UpstreamReply.Found) reply).body();
                assertThat(body.readNBytes(1000)).hasSize(1000);

                client.reload(UpstreamSettings.of(after.url()));

                assertThat(TestedClient.text(client.index("acme-lib"))).isEqualTo("{}");
                assertThat(body.readAllBytes()).hasSize(large.length - 1000);
            }
            assertThat(before.awaitNoConnections(TestedClient.PRESENCE)).isTrue();
        }
    }

    @Test
    void equalSettingsKeepTheirConnections() throws Exception {
        try (var upstream = ScriptedUpstream.always(Script.json("{}"));
                var client = TestedClient.of(upstream.url())) {
            TestedClient.text(client.index("one"));
            client.reload(UpstreamSettings.of(upstream.url()));
            TestedClient.text(client.index("two"));

            assertThat(upstream.connections()).isEqualTo(1);
        }
    }

    @Test
    void anUpstreamThatWasRemovedIsNotAsked() throws Exception {
        try (var upstream = ScriptedUpstream.always(Script.json("{}"));
                var client = TestedClient.of(upstream.url())) {
            client.client().reload(Map.of());

            assertThat(client.index("one")).isInstanceOf(UpstreamReply.Broken.class);
            assertThat(upstream.connections()).isZero();
        }
    }

    private static ProxySettings through(ScriptedUpstream proxy) {
        String url = "http://127.0.0.1:" + proxy.port();
        return ProxySettings.fromEnvironment(Map.of("HTTP_PROXY", url, "HTTPS_PROXY", url));
    }
}
