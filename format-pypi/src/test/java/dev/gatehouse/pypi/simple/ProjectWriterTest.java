package dev.gatehouse.pypi.simple;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.format.Rendering;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.ReleaseIndex;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.trust.SourcePart;
import dev.gatehouse.core.trust.VisibleIndex;

import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class ProjectWriterTest {
    private static final PypiStyle JSON = new PypiStyle.Page(MediaType.JSON);
    private static final PypiStyle HTML = new PypiStyle.Page(MediaType.TEXT_HTML);
    private static final String FULL =
            """
            {"filename":"foo_bar-1.0-py3-none-any.whl","url":"https://files.example/a",
             "hashes":{"sha256":"%1$s","md5":"0123456789abcdef0123456789abcdef"},
             "requires-python":">=3.8,<4","yanked":"bad","core-metadata":{"sha256":"%1$s"},
             "gpg-sig":true,"size":7,"upload-time":"2026-01-02T03:04:05.6Z",
             "provenance":"https://p.example/x"}\
            """
                    .formatted(Pages.SHA);
    private static final String OURS =
            "http://localhost:4283/main/pypi/files/foo-bar/1/foo_bar-1.0-py3-none-any.whl";

    private final JsonMapper mapper = new JsonMapper();

    @Test
    void allFieldsPassUnchangedSaveTheLinks() throws Exception {
        JsonNode page = json(Pages.json(FULL), Map.of());

        assertThat(page.at("/meta/api-version").stringValue()).isEqualTo("1.4");
        assertThat(page.path("name").stringValue()).isEqualTo("foo-bar");
        assertThat(page.path("versions").toString()).isEqualTo("[\"1.0\"]");
        JsonNode expected =
                mapper.readTree(
                        FULL.replace("https://files.example/a", OURS)
                                .replace("https://p.example/x", OURS + ".provenance")
                                .replace(
                                        "\"gpg-sig\"",
                                        "\"data-dist-info-metadata\":{\"sha256\":\"%s\"},\"gpg-sig\""
                                                .formatted(Pages.SHA)));
        assertThat(page.at("/files/0")).isEqualTo(expected);
    }

    @Test
    void bothFormsSayTheSame() throws Exception {
        var read = Pages.json(FULL + "," + minimal("foo_bar-2.0.tar.gz"));

        var html = Pages.html(Pages.text(Pages.render(Pages.visible(read), HTML, Map.of())));
        var json =
                Pages.read(
                        MediaType.JSON.text(),
                        Pages.text(Pages.render(Pages.visible(read), JSON, Map.of())));

        var ofHtml = Pages.text(Pages.render(Pages.visible(html), HTML, Map.of()));
        var ofJson = Pages.text(Pages.render(Pages.visible(json), HTML, Map.of()));
        assertThat(ofHtml).isEqualTo(ofJson).contains(OURS + "#sha256=" + Pages.SHA);
    }

    @Test
    void withoutASizeTheVersionOfTheInterfaceIsOneThatNeedsNone() throws Exception {
        var page = json(Pages.json(FULL + "," + minimal("foo_bar-2.0.tar.gz")), Map.of());

        assertThat(page.at("/meta/api-version").stringValue()).isEqualTo("1.0");
    }

    @Test
    void digestsOfStoredBytesTakeThePlaceOfTheSources() throws Exception {
        var other = Digest.sha256("f".repeat(64));
        var wheel = new FileName("foo_bar-1.0-py3-none-any.whl");
        Map<FileName, Set<Digest>> kept =
                Map.of(wheel, Set.of(other), new FileName(wheel + ".metadata"), Set.of(other));

        var index = Pages.json(FULL);
        var page = json(index, kept);

        assertThat(page.at("/files/0/hashes").toString())
                .isEqualTo("{\"sha256\":\"" + "f".repeat(64) + "\"}");
        assertThat(page.at("/files/0/core-metadata/sha256").stringValue()).isEqualTo(other.hex());
        assertThat(page.at("/files/0").has("size")).isFalse();
        assertThat(Pages.text(Pages.render(Pages.visible(index), HTML, kept)))
                .contains("#sha256=" + other.hex())
                .doesNotContain(Pages.SHA);
    }

    @Test
    void metadataThatAreKeptAreOfferedThoughTheSourceOffersNone() throws Exception {
        var wheel = "foo_bar-1.0-py3-none-any.whl";
        var index = Pages.json(minimal(wheel) + "," + minimal("foo_bar-1.0.tar.gz"));
        byte[] made = "made".getBytes(StandardCharsets.UTF_8);
        var sha256 = Digest.compute(DigestAlgorithm.SHA256, made);
        var md5 = Digest.compute(DigestAlgorithm.MD5, made);
        Map<FileName, Set<Digest>> kept =
                Map.of(new FileName(wheel + ".metadata"), Set.of(md5, sha256));

        var page = json(index, kept);
        var html = Jsoup.parse(Pages.text(Pages.render(Pages.visible(index), HTML, kept)));

        String told = "{\"sha256\":\"" + sha256.hex() + "\"}";
        assertThat(page.at("/files/0/core-metadata").toString()).isEqualTo(told);
        assertThat(page.at("/files/0/data-dist-info-metadata").toString()).isEqualTo(told);
        assertThat(page.at("/files/1/core-metadata").booleanValue()).isFalse();
        assertThat(html.select("a").getFirst().attr("data-core-metadata"))
                .isEqualTo("sha256=" + sha256.hex());
        assertThat(html.select("a[data-core-metadata]")).hasSize(1);
    }

    @Test
    void metadataOfOtherBytesThanTheKeptOnesAreNotOffered() throws Exception {
        var wheel = new FileName("foo_bar-1.0-py3-none-any.whl");

        var page = json(Pages.json(FULL), Map.of(wheel, Set.of(Digest.sha256("f".repeat(64)))));

        assertThat(page.at("/files/0/core-metadata").toString()).isEqualTo("false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "' onmouseover='alert(1)",
                "</title><svg/onload=alert(1)>",
                "{{7*7}} ${jndi:ldap://x} &lt;b&gt; \u202e",
                "\\u003cscript\\u003e",
            })
    void nothingThatASourceSaysBecomesMarkup(String text) throws Exception {
        var html =
                """
                <meta name="pypi:project-status" content="%1$s">
                <meta name="pypi:project-status-reason" content="%1$s">
                <a href="foo_bar-1.zip" data-requires-python="%1$s" data-yanked="%1$s"
                 data-upload-time="%1$s" data-core-metadata="%1$s">x</a>
                <a href="foo_bar-%2$s.zip">x</a>
                """
                        .formatted(
                                HtmlText.escape(text),
                                HtmlText.escape(text.replaceAll("[/\\\\:]", "")));
        var index = Pages.html(html);

        var page = Jsoup.parse(Pages.text(Pages.render(Pages.visible(index), HTML, Map.of())));

        assertThat(page.select("script, img, svg, b, [onmouseover], [onload]")).isEmpty();
        assertThat(page.select("a")).hasSize(2);
        assertThat(page.select("a").getFirst().attr("data-yanked")).isEqualTo(text);
        assertThat(page.select("a").getFirst().attr("data-requires-python")).isEqualTo(text);
        assertThat(page.select("meta[name=pypi:project-status]").attr("content")).isEqualTo(text);
        assertThat(json(index, Map.of()).at("/files/0/yanked").stringValue()).isEqualTo(text);
    }

    @Test
    void aFileOfUnknownVersionIsListedAndItsVersionIsNot() throws Exception {
        var page = json(Pages.json(minimal("foo_bar-latest.tar.gz")), Map.of());

        assertThat(page.path("versions").size()).isZero();
        assertThat(page.at("/files/0/url").stringValue())
                .endsWith("/files/foo-bar/~foo_bar-latest.tar.gz/foo_bar-latest.tar.gz");
    }

    @Test
    void aNameWithoutVersionsHasNoPage() throws Exception {
        var index = Pages.visible(Pages.json(""));

        assertThat(Pages.render(index, JSON, Map.of())).isInstanceOf(Rendering.Nothing.class);
    }

    @Test
    void aQuarantinedProjectHasAPageThatSaysSo() throws Exception {
        var read =
                Pages.html(
                        "<meta name=pypi:project-status content=quarantined>"
                                + "<a href='foo_bar-1.zip'>x</a>");

        var page = json(read, Map.of());

        assertThat(page.at("/project-status/status").stringValue()).isEqualTo("quarantined");
        assertThat(page.path("files").size()).isZero();
    }

    @Test
    void theLegacyDocumentIsAboutTheNewestStableVersion() throws Exception {
        var index =
                Pages.json(
                        FULL
                                + ","
                                + minimal("foo_bar-2.0rc1.tar.gz")
                                + ","
                                + minimal("foo_bar-0.9.tar.gz"));

        var page = legacy(index, Optional.empty());

        assertThat(page.at("/info/version").stringValue()).isEqualTo("1.0");
        assertThat(page.at("/info/yanked").booleanValue()).isTrue();
        assertThat(page.path("releases").propertyNames()).containsExactly("1.0", "2.0rc1", "0.9");
        assertThat(page.at("/urls/0/packagetype").stringValue()).isEqualTo("bdist_wheel");
        assertThat(page.at("/urls/0/python_version").stringValue()).isEqualTo("py3");
        assertThat(page.at("/urls/0/url").stringValue()).isEqualTo(OURS);
        assertThat(page.at("/urls/0/upload_time").stringValue()).isEqualTo("2026-01-02T03:04:05");
        assertThat(legacy(index, Optional.of(new Version("0.9"))).at("/urls/0/filename"))
                .hasToString("\"foo_bar-0.9.tar.gz\"");
    }

    @Test
    void theLegacyDocumentOfAVersionThatIsNotVisibleIsNothing() throws Exception {
        var index = Pages.visible(Pages.json(FULL));
        var style = new PypiStyle.Legacy(Optional.of(new Version("3")));

        assertThat(Pages.render(index, style, Map.of())).isInstanceOf(Rendering.Nothing.class);
    }

    private JsonNode json(
            ReleaseIndex<PypiRelease, PypiProject> index, Map<FileName, Set<Digest>> kept) {
        return mapper.readTree(Pages.text(Pages.render(Pages.visible(index), JSON, kept)));
    }

    private JsonNode legacy(
            ReleaseIndex<PypiRelease, PypiProject> index, Optional<Version> version) {
        var style = new PypiStyle.Legacy(version);
        return mapper.readTree(Pages.text(Pages.render(Pages.visible(index), style, Map.of())));
    }

    private static String minimal(String file) {
        return "{\"filename\":\"%s\",\"url\":\"x\",\"hashes\":{}}".formatted(file);
    }

    @Test
    void aQuarantinedProjectHasNoPageWhileASilentSourceMayHaveFilesOfIt() throws Exception {
        var document =
                Pages.read(
                                MediaType.JSON.text(),
                                """
                                {"meta":{"api-version":"1.4"},"name":"foo-bar","files":[],
                                 "project-status":{"status":"quarantined"}}
                                """)
                        .document();
        var parts = List.of(new SourcePart<>(Source.LOCAL, document));
        for (String silent : List.of("", "V")) {
            var index =
                    new VisibleIndex<PypiRelease, PypiProject>(
                            Pages.FOO_BAR,
                            Map.of(),
                            List.of(),
                            parts,
                            silent.isEmpty() ? List.of() : List.of(silent));

            assertThat(Pages.render(index, JSON, Map.of()) instanceof Rendering.Nothing)
                    .isEqualTo(!silent.isEmpty());
        }
    }
}
