package dev.gatehouse.pypi.simple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.format.BadUpstreamException;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.Version;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

class HtmlProjectTest {
    private static final String WHEEL = "foo_bar-1.0-py3-none-any.whl";

    @Test
    void everythingThatALinkSaysIsRead() throws Exception {
        var html =
                """
                <!DOCTYPE html><html><head>
                <meta name="pypi:repository-version" content="1.4">
                <meta name="pypi:project-status" content="archived">
                <meta name="pypi:project-status-reason" content="use &quot;baz&quot;">
                <meta name="pypi:tracks" content="https://other.example/simple/foo-bar/">
                </head><body>
                <a href="../../files/%s#sha256=%s" data-requires-python="&gt;=3.8,&lt;4"
                   data-yanked="bad &amp; ugly" data-core-metadata="sha256=%s" data-gpg-sig="true"
                   data-size="123" data-upload-time="2026-01-02T03:04:05.678Z"
                   data-provenance="/integrity/foo">text is not read</a>
                </body></html>
                """
                        .formatted(WHEEL, Pages.SHA, Pages.SHA);

        var index = Pages.html(html);

        assertThat(Pages.only(index))
                .isEqualTo(
                        new PypiFile(
                                new FileName(WHEEL),
                                URI.create("https://index.example/files/" + WHEEL),
                                Map.of("sha256", Pages.SHA),
                                Optional.of(">=3.8,<4"),
                                Optional.of("bad & ugly"),
                                Optional.of(Map.of("sha256", Pages.SHA)),
                                Optional.of(true),
                                OptionalLong.of(123),
                                Optional.of("2026-01-02T03:04:05.678Z"),
                                Optional.of(URI.create("https://index.example/integrity/foo"))));
        assertThat(index.releases()).containsOnlyKeys(new Version("1"));
        assertThat(index.document().status()).contains("archived");
        assertThat(index.document().statusReason()).contains("use \"baz\"");
        assertThat(index.document().tracks())
                .containsExactly("https://other.example/simple/foo-bar/");
    }

    @ParameterizedTest
    @CsvSource({
        "foo_bar-1.zip, https://index.example/simple/foo-bar/foo_bar-1.zip",
        "../x/foo_bar-1.zip, https://index.example/simple/x/foo_bar-1.zip",
        "/x/foo_bar-1.zip, https://index.example/x/foo_bar-1.zip",
        "//files.example/foo_bar-1.zip, https://files.example/foo_bar-1.zip",
        "http://files.example/foo_bar-1.zip?a=b&amp;c=d,"
                + " http://files.example/foo_bar-1.zip?a=b&c=d",
        "' foo_bar-1.zip ', https://index.example/simple/foo-bar/foo_bar-1.zip",
        "foo%5Fbar-1.zip, https://index.example/simple/foo-bar/foo%5Fbar-1.zip",
        "a b/foo_bar-1.zip, https://index.example/simple/foo-bar/a%20b/foo_bar-1.zip",
        "\u00e4/foo_bar-1.zip, https://index.example/simple/foo-bar/%C3%A4/foo_bar-1.zip",
    })
    void linksAreResolvedAsABrowserWould(String href, String url) throws Exception {
        var index = Pages.html("<a href='" + href + "'>x</a>");

        assertThat(Pages.only(index).location()).hasToString(url);
        assertThat(Pages.only(index).name()).hasToString("foo_bar-1.zip");
    }

    @Test
    void theFirstBaseCountsWhereverItStands() throws Exception {
        var html =
                "<a href='foo_bar-1.zip'>x</a><base href='/packages/'><base"
                        + " href='https://b.example/'>";

        assertThat(Pages.only(Pages.html(html)).location())
                .hasToString("https://index.example/packages/foo_bar-1.zip");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)//foo_bar-2.zip",
                "file:///etc/foo_bar-2.zip",
                "ftp://files.example/foo_bar-2.zip",
                "https://user:secret@files.example/foo_bar-2.zip",
                "https:///foo_bar-2.zip",
                "other-2.zip",
                "foo_bar-2.zip#sha256=abc",
                "foo_bar-2.zip#sha256=!!",
                "foo_bar%252-2.zip",
                "foo_bar-2%2F.zip",
                "foo_bar%zz-2.zip",
                "foo_bar-2.zip%00",
            })
    void aFileThatCouldNotBeServedIsLeftOut(String href) throws Exception {
        var index =
                Pages.html("<a href='foo_bar-1.zip'>1</a><a href='" + href + "'>foo_bar-2.zip</a>");

        assertThat(Pages.only(index).name()).hasToString("foo_bar-1.zip");
    }

    @ParameterizedTest
    @CsvSource({
        "data-core-metadata=true, ''",
        "data-dist-info-metadata=true, ''",
        "data-core-metadata=false, none",
        "data-core-metadata='' data-dist-info-metadata=false, ''",
        "data-x=y, none",
    })
    void metadataIsOfferedUnderBothNames(String attributes, String expected) throws Exception {
        var file = Pages.only(Pages.html("<a href='foo_bar-1.zip' " + attributes + ">x</a>"));

        assertThat(file.coreMetadata().map(Map::toString).orElse("none"))
                .isEqualTo(expected.equals("none") ? "none" : "{}");
    }

    @Test
    void aYankWithoutReasonIsAYank() throws Exception {
        var file = Pages.only(Pages.html("<a href='foo_bar-1.zip' data-yanked>x</a>"));

        assertThat(file.yanked()).contains("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<h1>It works!</h1>",
                "<title>Sign in</title><a href='/login'>log in</a>",
                "<a href='other-1.0.zip'>1</a><a href='other-2.0.zip'>2</a>",
                "<a href='foo-1.0.zip'>foo_bar-1.0.zip</a>",
                "<title>Simple index</title><meta name=pypi:repository-version content=1.0>"
                        + "<a href='/simple/foo/'>foo</a>",
                "<meta name='pypi:repository-version' content='2.0'><a href='foo_bar-1.zip'>x</a>",
                "<meta name='pypi:repository-version' content='x'><a href='foo_bar-1.zip'>x</a>",
                "<!-- <a href='foo_bar-1.zip'>x</a> -->",
                "<script><a href='foo_bar-1.zip'>x</a></script>",
                "{\"name\":\"foo-bar\"}",
            })
    void anotherPageIsNotTakenForTheProjects(String html) {
        assertThatThrownBy(() -> Pages.html(html)).isInstanceOf(BadUpstreamException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<meta name='pypi:repository-version' content='1.0'>",
                "<title>Links for Foo_Bar</title>",
                "<h1>foo.bar</h1>",
                "<title>links for foo-bar</title><meta name=pypi:repository-version content=1.0>"
                        + "<a href='..'>up</a>",
                "<a href='javascript:foo_bar-1.zip'>x</a><a href='ftp://x/foo_bar-1.zip'>x</a>",
            })
    void aProjectMayHaveNoFiles(String html) throws Exception {
        assertThat(Pages.html(html).releases()).isEmpty();
    }

    @Test
    void aQuarantinedProjectOffersNoFile() throws Exception {
        var html =
                "<meta name=pypi:project-status content=quarantined><a href='foo_bar-1.zip'>x</a>";

        var index = Pages.html(html);

        assertThat(index.releases()).isEmpty();
        assertThat(index.document().isQuarantined()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text/plain",
                "application/json",
                "application/xhtml+xml",
                "text/htmlx",
                "application/vnd.pypi.simple.v2+html",
                "text/html; charset=utf-7"
            })
    void anotherTypeIsNotRead(String type) {
        assertThatThrownBy(() -> Pages.read(type, "<a href='foo_bar-1.zip'>x</a>"))
                .isInstanceOf(BadUpstreamException.class);
    }

    @Test
    void whatIsNotOfTheCharsetIsAnError() throws Exception {
        var page = "<a href='foo_bar-1.zip' data-yanked='\u00fc'>x</a>";
        byte[] latin = page.getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> Pages.read("text/html", latin))
                .isInstanceOf(BadUpstreamException.class);
        assertThat(Pages.only(Pages.read("text/html; charset=ISO-8859-1", latin)).yanked())
                .contains("\u00fc");
    }

    @Test
    @Timeout(60)
    void hostileMarkupTakesNoMoreThanItsLength() throws Exception {
        for (String piece :
                new String[] {
                    "<div>", "<table>", "<a href=x>", "<b><p>", "<a href='foo_bar-1.zip'>x\n"
                }) {
            var html = "<a href='foo_bar-1.zip'>x</a>" + piece.repeat(100_000);

            assertThat(Pages.only(Pages.html(html)).name()).hasToString("foo_bar-1.zip");
        }
    }

    @Test
    void aPageOfMoreLinksThanAnyProjectHasIsRefused() {
        String links = "<a href=f>".repeat(200_001);

        assertThatThrownBy(() -> Pages.html(links))
                .isInstanceOf(BadUpstreamException.class)
                .hasMessageContaining("200000");
    }
}
