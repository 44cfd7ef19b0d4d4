package dev.gatehouse.pypi.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.format.Route;
import dev.gatehouse.core.format.View;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.http.Target;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.pypi.name.PypiNames;
import dev.gatehouse.pypi.simple.MediaType;
import dev.gatehouse.pypi.simple.PypiStyle;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class PypiRoutesTest {
    private static final URI BASE = URI.create("http://localhost:4283/main/pypi/");
    private static final String WHEEL = "foo_bar-1.0-py3-none-any.whl";

    private final PypiRoutes routes = new PypiRoutes(new PypiRefusals(451));

    @Test
    void aPageIsFoundUnderItsNormalName() {
        assertThat(get("simple/foo-bar/"))
                .isEqualTo(
                        new Route.Index(
                                IndexKey.of(PypiNames.parse("foo-bar")),
                                new PypiStyle.Page(MediaType.TEXT_HTML),
                                View.MERGED));
    }

    @ParameterizedTest
    @CsvSource({
        "simple/Foo_Bar/, simple/foo-bar/",
        "simple/foo.-_bar/, simple/foo-bar/",
        "simple/foo-bar, simple/foo-bar/",
        "simple/FOO-BAR, simple/foo-bar/",
        "simple, simple/",
        "simple/foo-bar?format=application/vnd.pypi.simple.v1+json&x,"
                + " simple/foo-bar/?format=application%2Fvnd.pypi.simple.v1%2Bjson&x",
    })
    void otherSpellingsAreMovedToTheNormalOne(String path, String location) {
        Response moved = direct(get(path));

        assertThat(moved.status()).isEqualTo(301);
        assertThat(moved.headers().first("location")).contains(BASE + location);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "files/foo-bar/1/" + WHEEL,
                "files/foo-bar/1.0/" + WHEEL,
                "files/foo-bar/1.0.0/" + WHEEL,
                "files/Foo_Bar/v1/" + WHEEL,
            })
    void aFileHasOneKeyHoweverItsPathIsSpelled(String path) {
        assertThat(get(path))
                .isEqualTo(
                        new Route.File(
                                PypiNames.parse("foo-bar"),
                                Optional.of(new Version("1")),
                                new FileName(WHEEL)));
    }

    @ParameterizedTest
    @ValueSource(strings = {".metadata", ".asc", ".provenance"})
    void whatLiesBesideAFileHasItsVersion(String ending) {
        assertThat(get("files/foo-bar/1/" + WHEEL + ending))
                .isEqualTo(
                        new Route.File(
                                PypiNames.parse("foo-bar"),
                                Optional.of(new Version("1")),
                                new FileName(WHEEL + ending)));
    }

    @Test
    void aFileOfUnknownVersionHasAPathToo() {
        assertThat(get("files/foo/~foo-x.zip/foo-x.zip"))
                .isEqualTo(
                        new Route.File(
                                PypiNames.parse("foo"),
                                Optional.of(new Version("~foo-x.zip")),
                                new FileName("foo-x.zip")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "simple/a/b/",
                "files",
                "files/foo",
                "files/foo/1",
                "files/foo-bar/2.0/" + WHEEL,
                "files/other/1.0/" + WHEEL,
                "files/foo-bar/1.0/x/" + WHEEL,
                "files/foo/~foo-y.zip/foo-x.zip",
                "files/foo/1.0/foo-1.0.txt",
                "pypi/foo",
                "pypi/foo/xml",
                "pypi/foo/1.0/2.0/json",
                "Simple/foo/",
                "legacy/",
                "packages/source/f/foo/foo-1.0.tar.gz",
            })
    void noOtherPathIsKnown(String path) {
        assertThat(get(path)).isInstanceOf(Route.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "simple/foo-/",
                "simple/-foo/",
                "simple/foo_",
                "simple/f\u00f6\u00f6/",
                "files/foo./1.0/foo-1.0.zip",
                "pypi/foo-/json",
                "pypi/foo/latest/json",
            })
    void whatIsNoNameIsRefused(String path) {
        assertThat(get(path)).isInstanceOf(Route.Invalid.class);
    }

    @Test
    void theLegacyDocumentIsOfOneVersionOrTheNewest() {
        var key = IndexKey.of(PypiNames.parse("foo"));

        assertThat(get("pypi/Foo/json"))
                .isEqualTo(
                        new Route.Index(key, new PypiStyle.Legacy(Optional.empty()), View.MERGED));
        assertThat(get("pypi/foo/1.0.0/json"))
                .isEqualTo(
                        new Route.Index(
                                key,
                                new PypiStyle.Legacy(Optional.of(new Version("1"))),
                                View.MERGED));
    }

    @Test
    void theListOfNamesAsksUpstreamsOnlyWhenTold() {
        var plain = (Route.Names) get("simple/");
        var all = (Route.Names) get("simple/?upstreams=true");

        assertThat(plain.listing().request()).isEmpty();
        assertThat(all.listing().request().orElseThrow().location()).hasToString("./");
        assertThat(all.listing().cacheKey()).isNotEqualTo(plain.listing().cacheKey());
        assertThat(plain.listing().headers().first("content-type"))
                .contains("text/html; charset=utf-8");
    }

    @Test
    void whoTakesNoFormThatThereIsIsToldWhichThereAre() {
        Response none = direct(route(Method.GET, "simple/foo/", "application/json"));

        assertThat(none.status()).isEqualTo(406);
        assertThat(none.reason().orElse("")).contains("text/html", "v1+json");
        assertThat(none.headers().first("vary")).contains("Accept, Accept-Encoding");
    }

    @ParameterizedTest
    @ValueSource(strings = {"legacy", "legacy/"})
    void anUploadGoesToTheUrlWithAndWithoutItsSlash(String path) {
        assertThat(route(Method.POST, path, "*/*")).isEqualTo(new Route.Publish(Role.PUBLISH));
    }

    @Test
    void xmlRpcIsRefusedInItsOwnWords() {
        Response refused = direct(route(Method.POST, "pypi", "*/*"));

        assertThat(refused.headers().first("content-type")).contains("text/xml; charset=utf-8");
        assertThat(direct(route(Method.POST, "pypi/", "*/*")).status()).isEqualTo(200);
        assertThat(route(Method.POST, "simple/foo/", "*/*")).isInstanceOf(Route.Unknown.class);
        assertThat(route(Method.PUT, "legacy/", "*/*")).isInstanceOf(Route.Unknown.class);
        assertThat(route(Method.DELETE, "simple/foo/", "*/*")).isInstanceOf(Route.Unknown.class);
    }

    private Route get(String path) {
        return route(Method.GET, path, "text/html");
    }

    private Route route(Method method, String path, String accept) {
        int query = path.indexOf('?');
        String plain = query < 0 ? path : path.substring(0, query);
        List<String> segments =
                Arrays.stream(plain.split("/", -1)).filter(s -> !s.isEmpty()).toList();
        var target =
                new Target(
                        segments,
                        plain.endsWith("/"),
                        query < 0 ? Map.of() : query(path.substring(query + 1)),
                        path);
        var headers = Headers.of("accept", accept);
        return routes.route(new RequestHead(method, target, headers, BASE, "127.0.0.1"));
    }

    private static Map<String, List<String>> query(String text) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], List.of(parts.length < 2 ? "" : parts[1]));
        }
        return query;
    }

    private static Response direct(Route route) {
        return ((Route.Direct) route).answer().apply(Principal.ANONYMOUS);
    }
}
