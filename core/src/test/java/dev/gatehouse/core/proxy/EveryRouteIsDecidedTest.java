package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.format.Route;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.List;

/** No kind of request, not one, takes a name past the rule. */
class EveryRouteIsDecidedTest {
    private static final OpenLineFormat FORMAT = new OpenLineFormat();

    /** A request for the name {@code secret} of each kind of route. */
    enum Asked {
        INDEX(Route.Index.class, "index/secret"),
        PART_OF_AN_INDEX(Route.Index.class, "index/secret/1"),
        DOCUMENT_OF_A_VERSION(Route.Index.class, "part/secret/1"),
        WHAT_IS_LOCAL(Route.Index.class, "local/secret"),
        FILE(Route.File.class, "file/secret/1/f"),
        FILE_OF_ANY_VERSION(Route.File.class, "file/secret/f"),
        COMPANION(Route.File.class, "file/secret/1/f.sig"),
        CHECKSUM(Route.Checksum.class, "file/secret/1/f.sum"),
        NAMES(Route.Names.class, "names/all"),
        SEARCH(Route.Search.class, "search/secret"),
        GATHER(Route.Gather.class, "ask/secret"),
        PUBLISH(Route.Publish.class, "publish/secret"),
        DIRECT(Route.Direct.class, "hello/secret"),
        ACCOUNT(Route.Account.class, "account/secret"),
        INVALID(Route.Invalid.class, "bad/secret"),
        UNKNOWN(Route.Unknown.class, "what/secret");

        private final Class<? extends Route> kind;
        private final String path;

        Asked(Class<? extends Route> kind, String path) {
            this.kind = kind;
            this.path = path;
        }
    }

    private Gate gate;
    private ScriptedUpstream untrusted;

    @BeforeEach
    void open() throws Exception {
        gate = new Gate(FORMAT);
        untrusted =
                gate.untrusted("P")
                        .versions("secret", "1")
                        .text("has/secret/1", "yes")
                        .text("open/1/f", "marker")
                        .text("open/1/f.sig", "marker")
                        .text("open/1/f.sum", "marker")
                        .text("part/secret/1", "name secret\nversion 1\nnote marker")
                        .text("names", "secret");
    }

    @AfterEach
    void close() throws Exception {
        gate.close();
    }

    @Test
    void thereIsARequestOfEveryKindInTheTable() {
        List<Class<?>> tried = Arrays.stream(Asked.values()).<Class<?>>map(a -> a.kind).toList();

        assertThat(tried).contains(Route.class.getPermittedSubclasses());
        for (Asked asked : Asked.values()) {
            assertThat(
                            FORMAT.route(
                                    gate.head(Method.GET, "", Headers.none())
                                            .at(
                                                    new dev.gatehouse.core.http.Target(
                                                            List.of(asked.path.split("/", -1)),
                                                            false,
                                                            java.util.Map.of(),
                                                            ""),
                                                    java.net.URI.create("http://localhost/"))))
                    .isInstanceOf(asked.kind);
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofANameThatIsOursNothingReachesAnUntrustedSource(Asked asked) throws Exception {
        gate.local("secret", "9");
        untrusted.forgetAsked();

        String text = Gate.text(gate.ask(Method.GET, asked.path, "wrong", Gate.ALICE));

        assertThat(text).doesNotContain("marker");
        assertThat(untrusted.asked()).noneMatch(p -> p.contains("secret") || p.contains("open/"));
    }

    @ParameterizedTest
    @EnumSource
    void ofANameThatIsUndecidedNothingReachesAnUntrustedSource(Asked asked) throws Exception {
        gate.trusted("V").down();

        String text = Gate.text(gate.ask(Method.GET, asked.path, "wrong", Gate.ALICE));

        assertThat(text).doesNotContain("marker");
        if (asked != Asked.SEARCH) { // free text: it is no name of ours that anybody knows of
            assertThat(untrusted.asked())
                    .noneMatch(p -> p.contains("secret") || p.contains("open/"));
        }
    }
}
