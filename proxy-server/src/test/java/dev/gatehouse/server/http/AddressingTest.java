package dev.gatehouse.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.http.RequestHead;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

class AddressingTest {
    private static final PublicNames NAMES =
            new PublicNames(
                    Optional.empty(),
                    Set.of("npm.example.com", "other.example.com:8443"),
                    Set.of("own.example.com"),
                    List.of(AddressRange.parse("10.0.0.0/8"), AddressRange.parse("fd00::/8")));

    private static RequestHead read(PublicNames names, String remote, String... fields)
            throws RefusedException {
        String text = "GET /a HTTP/1.1\r\n" + String.join("\r\n", fields) + "\r\n\r\n";
        Peer peer =
                new Peer(
                        InetAddress.ofLiteral(remote),
                        InetAddress.ofLiteral("192.0.2.7"),
                        4283,
                        false);
        return new RequestReader(HttpLimits.defaults(), () -> names)
                .read(text.getBytes(StandardCharsets.ISO_8859_1), peer)
                .head();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:4283, http://localhost:4283/",
        "LOCALHOST, http://localhost/",
        "127.0.0.9:1, http://127.0.0.9:1/",
        "[::1]:8080, http://[::1]:8080/",
        "npm.example.com, http://npm.example.com/",
        "NPM.example.com:81, http://npm.example.com:81/",
        "other.example.com:8443, http://other.example.com:8443/",
    })
    void linksToTheHostThatTheRequestNamesWhereThatIsAllowed(String host, URI base)
            throws RefusedException {
        assertThat(read(NAMES, "203.0.113.5", "Host: " + host).publicBase()).isEqualTo(base);
    }

    @Test
    void theConfiguredUrlOutweighsEveryField() throws RefusedException {
        PublicNames fixed =
                new PublicNames(
                        Optional.of(URI.create("https://gate.example.com/registry")),
                        Set.of(),
                        Set.of(),
                        NAMES.trustedProxies());

        RequestHead head =
                read(fixed, "10.1.1.1", "Host: evil.example", "X-Forwarded-Host: evil.example");

        assertThat(head.publicBase()).isEqualTo(URI.create("https://gate.example.com/registry/"));
    }

    @Test
    void linksToARepositorysOwnHostKeepItEvenWhereThereIsAPublicUrl() throws RefusedException {
        PublicNames fixed =
                new PublicNames(
                        Optional.of(URI.create("https://gate.example.com/")),
                        Set.of(),
                        Set.of("own.example.com"),
                        List.of());

        assertThat(read(fixed, "203.0.113.5", "Host: OWN.example.com").publicBase())
                .isEqualTo(URI.create("https://own.example.com/"));
        assertThat(read(fixed, "203.0.113.5", "Host: other.example.com").publicBase())
                .isEqualTo(URI.create("https://gate.example.com/"));
        assertThat(read(NAMES, "203.0.113.5", "Host: own.example.com:81").publicBase())
                .isEqualTo(URI.create("http://own.example.com:81/"));
    }

    @Test
    void aTrustedProxyMaySayWhatTheClientAsked() throws RefusedException {
        RequestHead head =
                read(
                        NAMES,
                        "10.1.1.1",
                        "Host: backend.internal",
                        "X-Forwarded-Host: npm.example.com",
                        "X-Forwarded-Proto: HTTPS",
                        "X-Forwarded-For: 198.51.100.1, 203.0.113.9, 10.2.2.2");

        assertThat(head.publicBase()).isEqualTo(URI.create("https://npm.example.com/"));
        assertThat(head.remote()).isEqualTo("203.0.113.9");
        assertThat(head.headers().has("x-forwarded-host")).isFalse();
    }

    @Test
    void nobodyElseIsBelieved() throws RefusedException {
        RequestHead head =
                read(
                        NAMES,
                        "203.0.113.5",
                        "Host: localhost",
                        "X-Forwarded-Host: npm.example.com",
                        "X-Forwarded-Proto: https",
                        "X-Forwarded-For: 127.0.0.1",
                        "Forwarded: host=npm.example.com",
                        "X-Original-URL: /admin",
                        "X-HTTP-Method-Override: DELETE");

        assertThat(head.publicBase()).isEqualTo(URI.create("http://localhost/"));
        assertThat(head.remote()).isEqualTo("203.0.113.5");
        assertThat(head.headers().fields()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Forwarded-Host: evil.example | 421",
                "X-Forwarded-Host: a.example, npm.example.com | 400",
                "X-Forwarded-Host: u@npm.example.com | 400",
                "X-Forwarded-Proto: gopher | 400",
                "X-Forwarded-Proto: https, http | 400",
            })
    void whatATrustedProxySaysIsCheckedAllTheSame(String field, int status) {
        assertThatThrownBy(() -> read(NAMES, "10.1.1.1", "Host: localhost", field))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal().status()).isEqualTo(status));
    }

    @Test
    void healthAnswersUnderAnyName() throws RefusedException {
        String text = "GET /-/health/live HTTP/1.1\r\nHost: 10.9.9.9:4283\r\n\r\n";
        Peer peer =
                new Peer(
                        InetAddress.ofLiteral("10.0.0.1"),
                        InetAddress.ofLiteral("2001:db8::7"),
                        4283,
                        true);

        RequestHead head =
                new RequestReader(HttpLimits.defaults(), PublicNames::loopback)
                        .read(text.getBytes(StandardCharsets.ISO_8859_1), peer)
                        .head();

        assertThat(head.publicBase()).isEqualTo(URI.create("https://[2001:db8:0:0:0:0:0:7]:4283/"));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "192.0.2.0/25, 192.0.2.127, true",
        "192.0.2.0/25, 192.0.2.128, false",
        "192.0.2.5, 192.0.2.5, true",
        "192.0.2.5, 192.0.2.6, false",
        "0.0.0.0/0, 1.2.3.4, true",
        "0.0.0.0/0, ::1, false",
        "fd00::/8, fd12::1, true",
        "fd00::/8, fe80::1, false",
    })
    void aRangeHasItsAddressesOnly(String range, String address, boolean within) {
        assertThat(AddressRange.parse(range).has(InetAddress.ofLiteral(address))).isEqualTo(within);
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0/33", "10.0.0.0/-1", "example.com", "10.0.0/8x", "fd00::/129"})
    void aRangeThatIsNoneIsRefused(String range) {
        assertThatThrownBy(() -> AddressRange.parse(range))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
