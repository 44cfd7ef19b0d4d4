package dev.gatehouse.pypi.simple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.format.BadUpstreamException;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.Version;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class JsonProjectTest {
    private static final String TYPE = "application/vnd.pypi.simple.v1+json";
    private static final String FILE =
            "{\"filename\":\"foo_bar-1.zip\",\"url\":\"a/x\",\"hashes\":{}}";

    @Test
    void everythingThatAFileSaysIsRead() throws Exception {
        var index =
                Pages.json(
                        """
                        {"filename":"foo_bar-1.0.zip","url":"https://files.example/odd#frag",
                         "hashes":{"sha256":"%1$s","blake2b_256":"xyz"},"requires-python":">=3",
                         "yanked":"why","core-metadata":{"sha256":"%1$s"},"dist-info-metadata":true,
                         "gpg-sig":false,"size":7,"upload-time":"2026-01-02T03:04:05Z",
                         "provenance":"../p","unknown":{"a":[1,{}]}}\
                        """
                                .formatted(Pages.SHA));

        assertThat(Pages.only(index))
                .isEqualTo(
                        new PypiFile(
                                new FileName("foo_bar-1.0.zip"),
                                URI.create("https://files.example/odd"),
                                Map.of("sha256", Pages.SHA, "blake2b_256", "xyz"),
                                Optional.of(">=3"),
                                Optional.of("why"),
                                Optional.of(Map.of("sha256", Pages.SHA)),
                                Optional.of(false),
                                OptionalLong.of(7),
                                Optional.of("2026-01-02T03:04:05Z"),
                                Optional.of(URI.create("https://index.example/simple/p"))));
        assertThat(Pages.release(index, "1").publishedAt()).isPresent();
    }

    @Test
    void whatBelongsToTheProjectIsRead() throws Exception {
        var index =
                Pages.read(
                        TYPE,
                        """
                        {"files":[%s],"versions":["1"],"name":"FOO_BAR",
                         "project-status":{"status":"deprecated","reason":"old"},
                         "alternate-locations":["https://a.example/"],
                         "meta":{"_last-serial":3,"api-version":"1.4","tracks":["https://t.example/"]}}\
                        """
                                .formatted(FILE));

        assertThat(index.document().status()).contains("deprecated");
        assertThat(index.document().statusReason()).contains("old");
        assertThat(index.document().tracks()).containsExactly("https://t.example/");
        assertThat(index.document().alternateLocations()).containsExactly("https://a.example/");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"yanked\":false', none",
        "'\"yanked\":true', ''",
        "'\"yanked\":\"\"', none",
        "'\"yanked\":\"why\"', why",
        "'\"yanked\":null', none",
    })
    void aYankIsAFlagOrAReason(String member, String reason) throws Exception {
        var file = Pages.only(Pages.json(FILE.replace("}}", "}," + member + "}")));

        assertThat(file.yanked().orElse("none")).isEqualTo(reason);
    }

    @Test
    void theSameFileTwiceIsOneFileAndTheFirstCounts() throws Exception {
        var index = Pages.json(FILE + "," + FILE.replace("a/x", "b/x"));

        assertThat(Pages.only(index).location())
                .hasToString("https://index.example/simple/foo-bar/a/x");
    }

    @Test
    void twoSpellingsOfAVersionAreOneRelease() throws Exception {
        var index =
                Pages.json(
                        FILE.replace("bar-1.zip", "bar-1.0.zip")
                                + ","
                                + FILE.replace("bar-1.zip", "bar-1.0.0.tar.gz"));

        assertThat(index.releases()).containsOnlyKeys(new Version("1"));
        assertThat(Pages.release(index, "1").distributions()).hasSize(2);
        assertThat(Pages.release(index, "1").shown()).isEqualTo("1.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"meta\":{\"api-version\":\"1.0\"},\"files\":[]}",
                "{\"meta\":{\"api-version\":\"1.0\"},\"name\":\"foo-bar\"}",
                "{\"meta\":{\"api-version\":\"1.0\"},\"name\":\"other\",\"files\":[]}",
                "{\"meta\":{\"api-version\":\"1.0\"},\"name\":\"foo-bar-\",\"files\":[]}",
                "{\"meta\":{},\"name\":\"foo-bar\",\"files\":[]}",
                "{\"meta\":{\"api-version\":\"2.0\"},\"name\":\"foo-bar\",\"files\":[]}",
                "{\"meta\":{\"api-version\":1.0},\"name\":\"foo-bar\",\"files\":[]}",
                "{\"meta\":{\"api-version\":\"1.0\"},\"name\":\"foo-bar\",\"files\":{}}",
                "{\"meta\":{\"api-version\":\"1.0\"},\"name\":\"foo-bar\",\"files\":[1]}",
                "{\"meta\":{\"api-version\":\"1.0\"},\"name\":\"foo-bar\",\"files\":[{}]}",
                "{\"meta\":{\"api-version\":\"1.0\"},\"name\":\"foo-bar\",\"files\":[]}{}",
                "{\"meta\":{\"api-version\":\"1.0\"},\"name\":\"foo-bar\",\"files\":[]",
                "{\"meta\":{\"api-version\":\"1.0\"},\"name\":\"x\",\"name\":\"foo-bar\","
                        + "\"files\":[]}",
                "\ufeff{\"meta\":{\"api-version\":\"1.0\"},\"name\":\"foo-bar\",\"files\":[]}",
                "<!DOCTYPE html><title>Links for foo-bar</title>",
            })
    void aForgedPageIsNotRead(String json) {
        assertThatThrownBy(() -> Pages.read(TYPE, json)).isInstanceOf(BadUpstreamException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"hashes\":[]",
                "\"hashes\":{\"sha256\":1}",
                "\"size\":\"7\"",
                "\"size\":-1",
                "\"size\":7.5",
                "\"size\":99999999999999999999",
                "\"yanked\":1",
                "\"gpg-sig\":\"yes\"",
                "\"core-metadata\":\"sha256=1\"",
                "\"upload-time\":5",
                "\"filename\":\"foo_bar-1.zip\"",
            })
    void aMemberOfAnotherTypeMakesThePageMalformed(String member) {
        var file = "{\"filename\":\"foo_bar-1.zip\",\"url\":\"x\"," + member + "}";

        assertThatThrownBy(() -> Pages.json(file)).isInstanceOf(BadUpstreamException.class);
    }

    @Test
    void otherEncodingsAreNotRead() {
        var page = "{\"meta\":{\"api-version\":\"1.0\"},\"name\":\"foo-bar\",\"files\":[]}";

        for (var charset :
                new java.nio.charset.Charset[] {
                    StandardCharsets.UTF_16,
                    StandardCharsets.UTF_16LE,
                    java.nio.charset.Charset.forName("UTF-32")
                }) {
            assertThatThrownBy(() -> Pages.read(TYPE, page.getBytes(charset)))
                    .isInstanceOf(BadUpstreamException.class);
        }
    }

    @Test
    void deepNestingEndsEarly() {
        assertThatThrownBy(() -> Pages.json("{\"x\":" + "[".repeat(1_000_000)))
                .isInstanceOf(BadUpstreamException.class);
    }

    @Test
    void aPageOfMoreFilesThanAnyProjectHasIsRefused() {
        String files =
                IntStream.rangeClosed(0, 200_000)
                        .mapToObj(i -> "{\"filename\":\"f\",\"url\":\"a\",\"hashes\":{}}")
                        .collect(Collectors.joining(","));

        assertThatThrownBy(() -> Pages.json(files))
                .isInstanceOf(BadUpstreamException.class)
                .hasMessageContaining("200000");
    }
}
