package dev.gatehouse.server.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

class ProxySettingsTest {

    @Test
    void readsServersByScheme() {
        var proxies =
                ProxySettings.fromEnvironment(
                        Map.of(
                                "HTTP_PROXY",
                                "http://plain.example:3128",
                                "HTTPS_PROXY",
                                "tls.example:8080"));

        assertThat(proxies.forOrigin(Origin.of("http://registry.example/")))
                .hasValueSatisfying(server -> assertThat(server.host()).isEqualTo("plain.example"));
        assertThat(proxies.forOrigin(Origin.of("https://registry.example/")))
                .hasValueSatisfying(server -> assertThat(server.port()).isEqualTo(8080));
    }

    @Test
    void lowerCaseComesFirst() {
        var proxies =
                ProxySettings.fromEnvironment(
                        Map.of(
                                "https_proxy",
                                "http://low.example",
                                "HTTPS_PROXY",
                                "http://up.example"));

        assertThat(proxies.https())
                .hasValueSatisfying(server -> assertThat(server.host()).isEqualTo("low.example"));
    }

    @Test
    void readsCredentialsAndShowsNone() {
        var proxies =
                ProxySettings.fromEnvironment(
                        Map.of("https_proxy", "http://me:s%40cret@proxy.example:1"));

        assertThat(proxies.https().orElseThrow().credentials())
                .contains(new Credentials.Basic("me", "s@cret"));
        assertThat(proxies.toString()).doesNotContain("cret");
    }

    @ParameterizedTest
    @CsvSource({
        "https://internal.example/, true",
        "https://a.internal.example/, true",
        "https://notinternal.example/, false",
        "https://other.example/, false",
        "https://other.example:8443/, true",
        "https://b.suffix.example/, true",
        "https://10.1.2.3/, true",
        "https://11.1.2.3/, false",
        "https://192.0.2.7/, true",
        "https://192.0.2.8/, false",
        "https://localhost/, true",
        "https://a.localhost/, true",
        "https://127.9.9.9/, true",
        "https://[::1]/, true",
        "https://[fd00::1]/, true",
    })
    void knowsWhatIsReachedDirectly(String url, boolean direct) {
        var proxies =
                ProxySettings.fromEnvironment(
                        Map.of(
                                "HTTPS_PROXY",
                                "http://proxy.example:3128",
                                "NO_PROXY",
                                "Internal.example,"
                                    + " other.example:8443,.suffix.example,10.0.0.0/8,192.0.2.7,fd00::/8"));

        assertThat(proxies.forOrigin(Origin.of(url)).isEmpty()).isEqualTo(direct);
    }

    @Test
    void aStarExceptsEverything() {
        var proxies =
                ProxySettings.fromEnvironment(
                        Map.of("HTTPS_PROXY", "http://proxy.example", "no_proxy", "*"));

        assertThat(proxies.forOrigin(Origin.of("https://registry.example/"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socks5://me:secret@proxy.example",
                "https://me:secret@proxy.example",
                "http://",
                "http://me:secret@a b"
            })
    void refusesOtherProxiesWithoutShowingSecrets(String value) {
        assertThatThrownBy(() -> ProxySettings.fromEnvironment(Map.of("HTTPS_PROXY", value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https_proxy")
                .message()
                .doesNotContain("secret");
    }

    @Test
    void withoutVariablesThereIsNone() {
        assertThat(ProxySettings.fromEnvironment(Map.of("HTTP_PROXY", " ")))
                .isEqualTo(ProxySettings.NONE);
    }
}
