package dev.gatehouse.server.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.util.Random;

class UpstreamUrlTest {
    private static final UpstreamUrl BASE =
            UpstreamUrl.parse("https://registry.example/npm/a/b?q=1");

    @ParameterizedTest
    @CsvSource({
        "http://Registry.Example, http://registry.example:80, /",
        "https://registry.example:443/a, https://registry.example:443, /a",
        "HTTPS://registry.example:8443/a?b=c#d, https://registry.example:8443, /a?b=c",
        "http://127.0.0.1:4873/, http://127.0.0.1:4873, /",
        "http://good.example#@evil.example/, http://good.example:80, /",
        "http://[::1]:4873/x, http://[::1]:4873, /x",
        "http://localhost/@acme%2fui, http://localhost:80, /@acme%2fui",
    })
    void takesPlainUrls(String text, String origin, String target) {
        UpstreamUrl url = UpstreamUrl.parse(text);

        assertThat(url.origin()).hasToString(origin);
        assertThat(url.requestTarget()).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://registry.example/",
                "file:///etc/passwd",
                "//registry.example/",
                "registry.example",
                "http:registry.example",
                "http:///x",
                "http://",
                "http://user@registry.example/",
                "http://user:secret@registry.example/",
                "http://good.example@evil.example/",
                "http://good.example\\@evil.example/",
                "http://good.example\\.evil.example/",
                "http://good.example\t.evil.example/",
                "http://good.example\n/",
                "http://good.example/a b",
                " http://good.example/",
                "http://good.example:0/",
                "http://good.example:65536/",
                "http://good.example:99999999999/",
                "http://good.example:/",
                "http://good.example:-1/",
                "http://good%2eexample/",
                "http://%31%32%37.0.0.1/",
                "http://b\u00fccher.example/",
                "http://good.example\u3002com/",
                "http://good_host.example/",
                "http://good.example./",
                "http://.good.example/",
                "http://-good.example/",
                "http://good-.example/",
                "http://2130706433/",
                "http://0x7f000001/",
                "http://0x7f.0.0.1/",
                "http://0177.0.0.1/",
                "http://017700000001/",
                "http://127.1/",
                "http://127.0.1/",
                "http://127.0.0.1./",
                "http://127.0.0.256/",
                "http://127.0.0.01/",
                "http://1.2.3.4.5/",
                "http://[fe80::1%25eth0]/",
                "http://[fe80::1%eth0]/",
                "http://[::1/",
                "http://[v1.x]/",
                "http://::1/",
                "http://good.example/a/../b",
                "http://good.example/a/%2e%2e/b",
                "http://good.example/%2E./b",
                "http://good.example/a%0d%0aX: y",
                "http://good.example/a%0d%0aX",
                "http://good.example/a%00",
                "http://good.example/%zz",
                "http://good.example/%2",
            })
    void refusesWhatCanBeReadInTwoWays(String text) {
        assertThatThrownBy(() -> UpstreamUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "c, https://registry.example/npm/a/c",
        "/c, https://registry.example/c",
        "../c, https://registry.example/npm/c",
        "?x=y, https://registry.example/npm/a/b?x=y",
        "//other.example/c, https://other.example/c",
        "http://other.example/c, http://other.example/c",
        "@acme%2fui, https://registry.example/npm/a/@acme%2fui",
    })
    void resolvesReferences(String reference, String expected) {
        assertThat(BASE.resolve(reference).uri()).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "../../../../c",
                "javascript:alert(1)",
                "mailto:a@b.example",
                "a\\b",
                "http:c"
            })
    void refusesReferencesThatLeadNowhere(String reference) {
        assertThatThrownBy(() -> BASE.resolve(reference))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsTakenHasOneReading() {
        long seed = 20261122;
        var random = new Random(seed);
        String alphabet = "http://s:@\\#?%2e.0x7f[]1a-_\t/ example:8";
        int taken = 0;
        for (int round = 0; round < 100_000; round++) {
            var text = new StringBuilder(random.nextInt(4) == 0 ? "" : "http://a");
            for (int length = random.nextInt(24); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            if (hasOneReading(text.toString(), seed)) {
                taken++;
            }
        }
        assertThat(taken).isGreaterThan(100);
    }

    private static boolean hasOneReading(String text, long seed) {
        UpstreamUrl url;
        try {
            url = UpstreamUrl.parse(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
        URI again = URI.create(url.uri().toString());
        assertThat(again.getHost()).as("%s, seed %d", text, seed).isEqualTo(url.origin().host());
        assertThat(again.getRawUserInfo()).isNull();
        assertThat(UpstreamUrl.parse(url.uri().toString())).isEqualTo(url);
        return true;
    }
}
