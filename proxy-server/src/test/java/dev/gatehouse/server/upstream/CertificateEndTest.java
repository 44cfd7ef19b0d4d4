package dev.gatehouse.server.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.server.testing.RefusingPort;
import dev.gatehouse.server.testing.Script;
import dev.gatehouse.server.testing.ScriptedUpstream;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;

import javax.net.ssl.SSLContext;

class CertificateEndTest {
    private static final Instant END = Instant.parse("2031-05-06T07:08:09Z");

    @Test
    void isThatOfTheServersOwnCertificateTrustedOrNot() throws Exception {
        X509Bundle authority =
                new CertificateBuilder()
                        .subject("CN=Nobody's authority")
                        .setIsCertificateAuthority(true)
                        .notAfter(END.plusSeconds(1000))
                        .buildSelfSigned();
        X509Bundle server =
                new CertificateBuilder()
                        .subject("CN=other.example")
                        .notAfter(END)
                        .buildIssuedBy(authority);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(server.toKeyManagerFactory().getKeyManagers(), null, null);

        try (var upstream = ScriptedUpstream.withTls(context, _ -> Script.status(404))) {
            assertThat(CertificateEnd.of(upstream.url())).isEqualTo(END);
            assertThat(upstream.requests()).isEmpty();
        }
    }

    @Test
    void isUnknownWhereThereIsNoTlsToBeHad() throws IOException {
        try (var plain = ScriptedUpstream.always(Script.status(404));
                var nobody = RefusingPort.open()) {
            URI http = URI.create("https://127.0.0.1:" + plain.port() + "/");

            assertThatThrownBy(() -> CertificateEnd.of(http)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> CertificateEnd.of(nobody.url()))
                    .isInstanceOf(IOException.class);
        }
    }
}
