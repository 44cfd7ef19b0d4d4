package dev.gatehouse.npm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.format.Route;
import dev.gatehouse.core.format.View;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Target;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.npm.name.NpmName;
import dev.gatehouse.npm.packument.NpmStyle;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class NpmRoutesTest {
    private static final PackageName UI = NpmName.of("@acme/ui");
    private static final NpmStyle FULL = new NpmStyle.Full(false);
    private static final Principal CI = new Principal("ci", Role.PUBLISH, Set.of());

    private final NpmFormat format = new NpmFormat();

    @Test
    void bothSpellingsOfAScopedNameAreOneKey() {
        Route expected = new Route.Index(IndexKey.of(UI), FULL, View.MERGED);

        assertThat(get("@acme/ui")).isEqualTo(expected);
        assertThat(get("@acme", "ui")).isEqualTo(expected);
        assertThat(route(Method.HEAD, Headers.none(), "@acme", "ui")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@acme", "@acme/ui/x", "a/b", ".hidden", "_private", "node_modules", "@/ui",
                "@acme/", "@acme/.x", "a@b", "name with", "n\u00e4me", "a?b", "@a@b/c"
            })
    void whatIsNoNameIsInvalid(String name) {
        assertThat(get(name)).isInstanceOf(Route.Invalid.class);
    }

    @Test
    void namesOfEarlierDaysCanBeReadAndNothingIsFolded() {
        for (String name : List.of("JSONStream", "Acme-Lib", "acme.lib", "a~b", "constructor")) {
            assertThat(get(name))
                    .isEqualTo(new Route.Index(IndexKey.of(NpmName.of(name)), FULL, View.MERGED));
        }
        assertThat(get("a".repeat(215))).isInstanceOf(Route.Invalid.class);
    }

    @Test
    void aVersionOrATagIsAPartOfTheIndex() {
        assertThat(get("@acme", "ui", "latest"))
                .isEqualTo(
                        new Route.Index(
                                IndexKey.of(UI), new NpmStyle.OneVersion("latest"), View.MERGED));
    }

    @Test
    void aTarballsPathTellsItsVersion() {
        Route expected =
                new Route.File(
                        UI, Optional.of(new Version("1.0.0-a")), new FileName("ui-1.0.0-a.tgz"));

        assertThat(get("@acme", "ui", "-", "ui-1.0.0-a.tgz")).isEqualTo(expected);
        assertThat(get("@acme/ui", "-", "@acme", "ui-1.0.0-a.tgz")).isEqualTo(expected);
    }

    @Test
    void aTarballOfAnotherPackageHasNoVersionOfThisOne() {
        assertThat(get("acme-lib", "-", "other-1.0.0.tgz"))
                .isEqualTo(
                        new Route.File(
                                NpmName.of("acme-lib"),
                                Optional.empty(),
                                new FileName("other-1.0.0.tgz")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8, */* | true",
                "application/vnd.npm.install-v1+json | true",
                "application/json, application/vnd.npm.install-v1+json;q=0.9 | false",
                "APPLICATION/VND.NPM.INSTALL-V1+JSON | true",
                "application/vnd.npm.install-v1+json;q=0 | false",
                "application/vnd.npm.install-v1+json;q=x | false",
                "*/* | false",
                "application/json | false"
            })
    void theAbbreviatedFormIsForThoseWhoWouldRatherHaveIt(String accept, boolean abbreviated) {
        Route route = route(Method.GET, Headers.of("accept", accept), "ui");

        NpmStyle style = abbreviated ? new NpmStyle.Abbreviated() : FULL;
        assertThat(route)
                .isEqualTo(new Route.Index(IndexKey.of(NpmName.of("ui")), style, View.MERGED));
    }

    @Test
    void thoseWhoAreAboutToPublishSeeWhatIsLocal() {
        Route publishing = route(Method.GET, Headers.of("npm-command", "publish"), "ui");
        Route writing =
                format.route(
                        head(Method.GET, Headers.none(), Map.of("write", List.of("true")), "ui"));

        IndexKey key = IndexKey.of(NpmName.of("ui"));
        assertThat(publishing).isEqualTo(new Route.Index(key, FULL, View.LOCAL));
        assertThat(writing).isEqualTo(new Route.Index(key, new NpmStyle.Full(true), View.LOCAL));
    }

    @Test
    void whatChangesANameNeedsTheRightToPublish() {
        Route expected = new Route.Publish(Role.PUBLISH);

        assertThat(route(Method.PUT, Headers.none(), "@acme/ui")).isEqualTo(expected);
        assertThat(route(Method.PUT, Headers.none(), "@acme/ui", "-rev", "1-a"))
                .isEqualTo(expected);
        assertThat(route(Method.DELETE, Headers.none(), "@acme", "ui", "-rev", "1-a"))
                .isEqualTo(expected);
        assertThat(
                        route(
                                Method.DELETE,
                                Headers.none(),
                                "@acme",
                                "ui",
                                "-",
                                "ui-1.0.0.tgz",
                                "-rev",
                                "1-a"))
                .isEqualTo(expected);
        assertThat(
                        route(
                                Method.PUT,
                                Headers.none(),
                                "-",
                                "package",
                                "@acme/ui",
                                "dist-tags",
                                "beta"))
                .isEqualTo(expected);
    }

    @Test
    void changesWithoutARevisionOrOfOtherKindsAreUnknown() {
        assertThat(route(Method.DELETE, Headers.none(), "ui")).isInstanceOf(Route.Unknown.class);
        assertThat(route(Method.POST, Headers.none(), "ui")).isInstanceOf(Route.Unknown.class);
        assertThat(route(Method.DELETE, Headers.none(), "ui", "-", "ui-1.0.0.tgz"))
                .isInstanceOf(Route.Unknown.class);
    }

    @Test
    void servicesHaveTheirOwnPaths() {
        assertThat(get("-", "package", "@acme", "ui", "dist-tags"))
                .isEqualTo(new Route.Index(IndexKey.of(UI), new NpmStyle.DistTags(), View.MERGED));
        assertThat(get("-", "npm", "v1", "keys")).isInstanceOf(Route.Gather.class);
        assertThat(get("-", "npm", "v1", "attestations", "@acme/ui@1.0.0"))
                .isInstanceOf(Route.Gather.class);
        assertThat(get("-", "npm", "v1", "attestations", "@acme", "ui@1.0.0"))
                .isInstanceOf(Route.Gather.class);
        assertThat(get("-", "npm", "v1", "attestations", "ui")).isInstanceOf(Route.Invalid.class);
        assertThat(
                        route(
                                Method.POST,
                                Headers.none(),
                                "-",
                                "npm",
                                "v1",
                                "security",
                                "advisories",
                                "bulk"))
                .isInstanceOf(Route.Gather.class);
        assertThat(get("-", "package", "ui", "visibility")).isInstanceOf(Route.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({"ping, 200", "whoami, 200", "v1/login, 404", "npm/v1/security/audits/quick, 410"})
    void someAreAnsweredAtOnce(String path, int status) {
        String[] segments = ("-/" + path).split("/", -1);

        Route route = route(Method.GET, Headers.none(), segments);

        assertThat(route)
                .isInstanceOfSatisfying(
                        Route.Direct.class,
                        direct -> assertThat(direct.answer().apply(CI).status()).isEqualTo(status));
    }

    @Test
    void loginsAndLogoutsAreAboutAccounts() {
        Route login = route(Method.PUT, Headers.none(), "-", "user", "org.couchdb.user:me");
        Route logout = route(Method.DELETE, Headers.none(), "-", "user", "token", "gh_secret");

        assertThat(login)
                .isInstanceOfSatisfying(
                        Route.Account.class, a -> assertThat(a.call().hasOwnProof()).isTrue());
        assertThat(logout)
                .isInstanceOfSatisfying(
                        Route.Account.class, a -> assertThat(a.call().hasOwnProof()).isFalse());
        assertThat(logout.toString()).doesNotContain("gh_secret");
        assertThat(get("-", "user", "org.couchdb.user:me")).isInstanceOf(Route.Unknown.class);
    }

    @Test
    void aStrangerHasNoName() {
        Route.Direct whoami = (Route.Direct) get("-", "whoami");

        assertThat(whoami.answer().apply(Principal.ANONYMOUS).status()).isEqualTo(401);
    }

    private Route get(String... segments) {
        return route(Method.GET, Headers.none(), segments);
    }

    private Route route(Method method, Headers headers, String... segments) {
        return format.route(head(method, headers, Map.of(), segments));
    }

    private static RequestHead head(
            Method method, Headers headers, Map<String, List<String>> query, String... segments) {
        Target target = new Target(List.of(segments), false, query, "/");
        return new RequestHead(
                method, target, headers, URI.create("http://localhost:4283/"), "127.0.0.1");
    }
}
