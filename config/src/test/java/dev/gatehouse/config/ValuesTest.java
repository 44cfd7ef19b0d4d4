package dev.gatehouse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;

class ValuesTest {
    @ParameterizedTest
    @ValueSource(strings = {"500ms", "0s", "90s", "5m", "24h", "7d", "1500ms", "36h"})
    void aDurationIsRenderedAsItIsWritten(String text) {
        assertThat(DurationText.render(DurationText.parse(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0B", "1B", "1023B", "64KiB", "512MiB", "3GiB", "1TiB"})
    void aSizeIsRenderedAsItIsWritten(String text) {
        assertThat(ByteSize.parse(text)).hasToString(text);
    }

    @Test
    void aSizeBeyondALongIsRefused() {
        assertThatThrownBy(() -> ByteSize.parse("999999999999TiB"))
                .hasMessage("expected fewer than 8 EiB");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:80, true",
        "127.8.8.8:80, true",
        "[::1]:80, true",
        "localhost:80, true",
        "0.0.0.0:80, false",
        "[::]:80, false",
        "10.0.0.1:80, false",
        "gate.example:80, false"
    })
    void onlyLoopbackAddressesAreLoopback(String text, boolean loopback) {
        assertThat(ListenAddress.parse(text).isLoopback()).isEqualTo(loopback);
        assertThat(ListenAddress.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.1.2, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.0.0.128/25, 10.0.0.127, false",
        "10.0.0.128/25, 10.0.0.200, true",
        "10.0.0.1, 10.0.0.1, true",
        "10.0.0.1, 10.0.0.2, false",
        "0.0.0.0/0, 8.8.8.8, true",
        "0.0.0.0/0, ::1, false",
        "fd00::/8, fd12::1, true"
    })
    void aRangeContainsTheAddressesWithItsPrefix(String range, String address, boolean contained) {
        assertThat(AddressRange.parse(range).contains(InetAddress.ofLiteral(address)))
                .isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a..b",
                "-a",
                "a b",
                "a/b",
                "1.2.3",
                "256.1.1.1",
                "fe80::1%eth0",
                "[a",
                "::g"
            })
    void aHostThatIsNeitherNameNorAddressIsRefused(String text) {
        assertThatThrownBy(() -> HostName.parse(text))
                .hasMessage("expected a host name or address without port");
    }

    @ParameterizedTest
    @CsvSource({
        "HTTPS://Registry.Example, https://registry.example/",
        "https://registry.example:443/npm, https://registry.example/npm/",
        "http://registry.example:80/, http://registry.example/",
        "http://registry.example:443/, http://registry.example:443/",
        "http://[::1]:4873/a%2fb/, http://[::1]:4873/a%2fb/"
    })
    void aUrlHasOneSpelling(String text, String expected) {
        assertThat(HttpUrl.parse(text)).hasToString(expected);
    }

    @Test
    void aSecretShowsAMask() {
        assertThat(new Secret("open sesame")).hasToString("********");
        assertThat(new Credentials.Login("ci", new Secret("open sesame")).toString())
                .doesNotContain("sesame");
    }

    @Test
    void aPatternKnowsItsLiteralPart() {
        NamePattern prefix = NamePattern.parse(FormatName.MAVEN, "com.acme.*");
        NamePattern name = NamePattern.parse(FormatName.MAVEN, "com.acme:ui");

        assertThat(prefix.isPrefix()).isTrue();
        assertThat(prefix.literal()).isEqualTo("com.acme.");
        assertThat(name.isPrefix()).isFalse();
        assertThat(name.literal()).isEqualTo("com.acme:ui");
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "Local", "", "a b", "-a"})
    void anUpstreamNameThatCannotBeToldApartIsRefused(String text) {
        assertThatThrownBy(() -> new UpstreamName(text))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
