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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.FutureTask;

import javax.net.ssl.SSLContext;

/** Who is believed to be the upstream (threat S10). */
class TlsTest {
    private static final String ALTERNATIVE_NAMES = "2.5.29.17";

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
    void aServerThatIsNamedInTheCommonNameOnlyIsNot() throws Exception {
        X509Bundle authority = authority();
        CertificateBuilder bare = new CertificateBuilder().subject("CN=localhost");

        assertDistrusted(ask(bare.buildIssuedBy(authority), tls(authority)));
    }

    @ParameterizedTest
    @CsvSource({
        "*.acme.example, a.acme.example, true",
        "*.acme.example, a.b.acme.example, false",
        "*.acme.example, acme.example, false",
        "a*.acme.example, ab.acme.example, false",
        "*a.acme.example, ba.acme.example, false",
        "a.*.example, a.acme.example, false",
        "*.*.example, a.acme.example, false",
        "*, localhost, false",
        "*, acme.example, false",
        "acme.example, a.acme.example, false",
    })
    void aWildcardIsForOneWholeLabelOnTheLeft(String name, String host, boolean believed)
            throws Exception {
        X509Bundle authority = authority();

        CertificateBuilder server = new CertificateBuilder().subject("CN=" + host);
        X509Bundle issued =
                server.addExtensionOctetString(ALTERNATIVE_NAMES, false, dnsName(name))
                        .buildIssuedBy(authority);

        UpstreamReply reply = ask(issued, tls(authority), host);

        if (believed) {
            assertThat(reply).isEqualTo(new UpstreamReply.Missing(404));
        } else {
            assertThat(reply).isInstanceOf(UpstreamReply.Broken.class);
        }
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
    void aServerOfTls10IsNotSpokenTo() throws Exception {
        try (var listening = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
                var client = new TestedClient(at("localhost", listening.getLocalPort()))) {
            client.knowing("localhost", "127.0.0.1");
            FutureTask<byte[]> server = new FutureTask<>(() -> answerByTls10(listening));
            Thread.ofVirtual().start(server);

            assertDistrusted(client.index("acme-lib"));

            // RFC 8446, section 6: a fatal alert, protocol_version, and nothing of a request.
            assertThat(server.get()).startsWith(0x15, 3).endsWith(2, 70);
        }
    }

    /** Takes a hello, says that it will be TLS 1.0, and gives what comes after it. */
    private static byte[] answerByTls10(ServerSocket listening) throws IOException {
        try (Socket socket = listening.accept()) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            in.skipNBytes(3);
            in.skipNBytes(in.readUnsignedShort());
            ByteBuffer hello = ByteBuffer.allocate(47);
            hello.put(new byte[] {0x16, 3, 1, 0, 42, 2, 0, 0, 38, 3, 1});
            hello.position(hello.position() + 32 + 1); // random, no session
            hello.putShort((short) 0xc013).put((byte) 0); // ECDHE_RSA_WITH_AES_128_CBC_SHA
            socket.getOutputStream().write(hello.array());
            return in.readAllBytes();
        }
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

    /** As DER: the builder takes no name that is none of a host. */
    private static byte[] dnsName(String name) {
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer der = ByteBuffer.allocate(text.length + 4);
        der.put((byte) 0x30).put((byte) (text.length + 2));
        return der.put((byte) 0x82).put((byte) text.length).put(text).array();
    }

    private UpstreamSettings.Tls tls(X509Bundle authority) throws Exception {
        Path file = Files.createTempFile(directory, "authority", ".pem");
        Files.writeString(file, authority.getCertificatePEM());
        return new UpstreamSettings.Tls(true, Optional.of(file));
    }

    private static UpstreamReply ask(X509Bundle server, UpstreamSettings.Tls tls) throws Exception {
        return ask(server, tls, "localhost");
    }

    private static UpstreamReply ask(X509Bundle server, UpstreamSettings.Tls tls, String host)
            throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(server.toKeyManagerFactory().getKeyManagers(), null, null);
        try (var upstream = ScriptedUpstream.withTls(context, request -> Script.status(404));
                var client = new TestedClient(at(host, upstream.port()).with(tls))) {
            client.knowing(host, "127.0.0.1");
            return client.index("acme-lib");
        }
    }

    private static UpstreamSettings at(String host, int port) {
        return UpstreamSettings.of(URI.create("https://" + host + ":" + port + "/"));
    }

    private static void assertDistrusted(UpstreamReply reply) {
        assertThat(reply)
                .isInstanceOfSatisfying(
                        UpstreamReply.Broken.class,
                        broken -> assertThat(broken.reason()).contains("TLS"));
    }
}
