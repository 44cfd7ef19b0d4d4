package dev.gatehouse.server.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.upstream.UpstreamReply;
import dev.gatehouse.server.testing.Script;
import dev.gatehouse.server.testing.ScriptedUpstream;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import javax.net.ssl.SSLContext;

/** Who is believed to be the upstream (threat S10). */
class TlsTest {

    @TempDir Path directory;

    @Test
    void aServerOfThePrivateAuthorityIsBelieved() throws Exception {
        X509Bundle authority = authority();

        UpstreamReply reply = ask(server("localhost").buildIssuedBy(authority), tls(authority));

        assertThat(reply).isEqualTo(new UpstreamReply.Missing(404));
    }

    @Test
    void anExpiredServerIsNot() throws Exception {
        X509Bundle authority = authority();
        X509Bundle expired =
                server("localhost")
                        .notBefore(Instant.now().minus(Duration.ofDays(20)))
                        .notAfter(Instant.now().minus(Duration.ofDays(1)))
                        .buildIssuedBy(authority);

        assertDistrusted(ask(expired, tls(authority)));
    }

    @Test
    void aServerOfAnotherNameIsNot() throws Exception {
        X509Bundle authority = authority();

        assertDistrusted(ask(server("other.example").buildIssuedBy(authority), tls(authority)));
    }

    @Test
    void aSelfSignedServerIsNot() throws Exception {
        X509Bundle self = server("localhost").setIsCertificateAuthority(true).buildSelfSigned();

        assertDistrusted(ask(self, UpstreamSettings.Tls.DEFAULT));
        assertDistrusted(ask(self, tls(authority())));
    }

    @Test
    void aServerOfAnUnknownAuthorityIsNot() throws Exception {
        assertDistrusted(
                ask(server("localhost").buildIssuedBy(authority()), UpstreamSettings.Tls.DEFAULT));
    }

    @Test
    void withoutVerificationAnybodyIsBelieved() throws Exception {
        X509Bundle self = server("other.example").setIsCertificateAuthority(true).buildSelfSigned();

        UpstreamReply reply = ask(self, new UpstreamSettings.Tls(false, Optional.empty()));

        assertThat(reply).isEqualTo(new UpstreamReply.Missing(404));
    }

    @Test
    void aPlainServerBehindAnHttpsUrlIsBroken() throws Exception {
        try (var upstream = ScriptedUpstream.always(Script.status(404))) {
            URI url = URI.create("https://127.0.0.1:" + upstream.port() + "/");
            try (var client = TestedClient.of(url).withPresenceTimeout(Duration.ofMillis(400))) {
                assertThat(client.index("acme-lib")).isInstanceOf(UpstreamReply.Broken.class);
            }
        }
    }

    @Test
    void anUnreadableAuthorityIsSaidAtOnce() throws Exception {
        Path none = directory.resolve("none.pem");
        var settings =
                UpstreamSettings.of(URI.create("https://localhost/"))
                        .with(new UpstreamSettings.Tls(true, Optional.of(none)));

        assertThatThrownBy(() -> new TestedClient(settings).close())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none.pem");
    }

    private static X509Bundle authority() throws Exception {
        return new CertificateBuilder()
                .subject("CN=Acme authority")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    private static CertificateBuilder server(String name) {
        return new CertificateBuilder().subject("CN=" + name).addSanDnsName(name);
    }

    private UpstreamSettings.Tls tls(X509Bundle authority) throws Exception {
        Path file = Files.createTempFile(directory, "authority", ".pem");
        Files.writeString(file, authority.getCertificatePEM());
        return new UpstreamSettings.Tls(true, Optional.of(file));
    }

    private static UpstreamReply ask(X509Bundle server, UpstreamSettings.Tls tls) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(server.toKeyManagerFactory().getKeyManagers(), null, null);
        try (var upstream = ScriptedUpstream.withTls(context, request -> Script.status(404));
                var client = new TestedClient(UpstreamSettings.of(upstream.url()).with(tls))) {
            client.knowing("localhost", "127.0.0.1");
            return client.index("acme-lib");
        }
    }

    private static void assertDistrusted(UpstreamReply reply) {
        assertThat(reply)
                .isInstanceOfSatisfying(
                        UpstreamReply.Broken.class,
                        broken -> assertThat(broken.reason()).contains("TLS"));
    }
}
