package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.RequestBody;
import dev.gatehouse.core.http.Target;
import dev.gatehouse.core.upstream.UpstreamReply;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class SearchAndGatherTest {
    private Gate gate;

    @BeforeEach
    void open() throws Exception {
        gate = new Gate();
    }

    @AfterEach
    void close() throws Exception {
        gate.close();
    }

    @Test
    void aSearchThatCouldRevealANameGoesToNoUntrustedUpstream() throws Exception {
        var untrusted =
                gate.untrusted("P").text("search/acme", "acme\n").text("search/kit", "kit\n");
        gate.trusted("V")
                .text("search/acme", "acme-v\n")
                .versions("tool", "1")
                .text("search/tool", "tool\n");
        gate.local("acme-ui", "1");
        gate.index("tool");
        gate.configure(s -> Knobs.owning(s, "Corp-*"));
        untrusted.forgetAsked();

        assertThat(Gate.text(gate.get("search/acme"))).isEqualTo("acme-ui here\nacme-v there");
        gate.get("search/tool");
        gate.get("search/corp");
        gate.get("search/corp-x");
        assertThat(untrusted.asked()).isEmpty();
        assertThat(Gate.text(gate.get("search/kit"))).isEqualTo("kit there");
    }

    @Test
    void aHitIsShownOnlyIfItsSourceMayServeIt() throws Exception {
        gate.untrusted("P").text("search/a", "ab\nac\n");
        var trusted = gate.trusted("V").versions("ab", "1").text("search/a", "");

        assertThat(Gate.text(gate.get("search/a"))).isEqualTo("ac there");
        gate.configure(Knobs::monitor);
        trusted.forgetAsked();
        assertThat(Gate.text(gate.get("search/c"))).isEmpty();
    }

    @Test
    void aSourceWithoutAUsableAnswerGivesNoHits() throws Exception {
        var upstream = gate.untrusted("P");
        List<ScriptedUpstream.Answer> answers =
                List.of(
                        r -> new UpstreamReply.Refused(401, "401"),
                        r -> new UpstreamReply.Broken("reset"),
                        r -> new UpstreamReply.NotModified(Headers.none()),
                        ScriptedUpstream.bytes("<html>".getBytes(StandardCharsets.UTF_8)),
                        ScriptedUpstream.broken("a".getBytes(StandardCharsets.UTF_8)));
        for (var answer : answers) {
            upstream.always(answer);
            var found = gate.get("search/a");
            assertThat(found.status()).isEqualTo(200);
            assertThat(Gate.text(found)).isEmpty();
        }
    }

    @Test
    void aQuestionGoesToEachSourceWithTheNamesItMaySpeakFor() throws Exception {
        var untrusted = gate.untrusted("P").text("ask/b", "b is fine");
        var trusted = gate.trusted("V").versions("a", "1").text("ask/a+b+l", "all fine");
        gate.local("l", "1");

        var answer = gate.get("ask/a/b/l");

        assertThat(Gate.text(answer)).isEqualTo("P 200 b is fine\nV 200 all fine");
        assertThat(untrusted.asked()).containsExactly("ask/b");
        assertThat(trusted.asked("ask/a+b+l")).isEqualTo(1);
    }

    @Test
    void aSourceThatFailsAQuestionIsToldByItsStatus() throws Exception {
        var upstream = gate.trusted("V");
        assertThat(Gate.text(gate.get("ask/a"))).isEqualTo("V 404 ");
        List<ScriptedUpstream.Answer> answers =
                List.of(
                        r -> new UpstreamReply.Refused(401, "401"),
                        r -> new UpstreamReply.Broken("reset"),
                        r -> new UpstreamReply.NotModified(Headers.none()),
                        ScriptedUpstream.broken("a".getBytes(StandardCharsets.UTF_8)));
        for (var answer : answers) {
            upstream.always(answer);
            assertThat(Gate.text(gate.get("ask/a"))).isEqualTo("V 0 ");
        }
    }

    @Test
    void whatIsNotInARepositoryIsSaidPlainly() throws Exception {
        assertThat(Gate.text(gate.get("hello/x"))).isEqualTo("hello alice");
        assertThat(gate.get("bad/x").status()).isEqualTo(400);
        assertThat(gate.get("nothing/x").status()).isEqualTo(404);
        var head = gate.head(Method.GET, "x", Headers.none());
        var elsewhere =
                head.at(
                        new Target(List.of("other", "lines"), false, Map.of(), "/o"),
                        head.publicBase());
        assertThat(
                        gate.router
                                .handle(new Request(elsewhere, RequestBody.EMPTY, Gate.ALICE))
                                .status())
                .isEqualTo(404);
        for (var path : List.of(List.of("main"), List.of("main", "LINES"))) {
            var cut = head.at(new Target(path, false, Map.of(), "/m"), head.publicBase());
            assertThat(gate.router.ready(cut, Gate.ALICE)).isEmpty();
        }
        assertThat(gate.router.ready(gate.head(Method.PUT, "index/x", Headers.none()), Gate.ALICE))
                .isEmpty();
        assertThat(gate.router.ready(gate.head(Method.GET, "local/x", Headers.none()), Gate.ALICE))
                .isEmpty();
        assertThat(gate.router.ready(gate.head(Method.GET, "hello/x", Headers.none()), Gate.ALICE))
                .isEmpty();
    }

    @Test
    void theLocalViewShowsWhatIsPublishedHereAlone() throws Exception {
        gate.trusted("V").versions("x", "1");
        assertThat(gate.get("local/x").status()).isEqualTo(404);
        gate.local("x", "2");

        assertThat(Gate.text(gate.get("local/x"))).isEqualTo("2 local x-2\n");
        assertThat(gate.get("local/x/1").status()).isEqualTo(404);
        gate.publish("x", "delete 2");
        assertThat(gate.get("local/x").status()).isEqualTo(404);
    }

    @Test
    void aSourceGivesNoMoreHitsThanWereAskedFor() throws Exception {
        String hits =
                IntStream.range(0, 1000)
                        .mapToObj(i -> "hit-" + i)
                        .collect(Collectors.joining("\n"));
        gate.untrusted("P").text("search/hit", hits);
        var trusted = gate.trusted("V");

        assertThat(Gate.text(gate.get("search/hit")).lines()).hasSize(20);

        assertThat(trusted.asked()).hasSize(21);
    }

    @Test
    void ofOneVersionItsOwnerAloneIsAsked() throws Exception {
        gate.untrusted("P").versions("x", "1", "2").text("ask/x", "of P");
        var first = gate.trusted("V").versions("x", "1").text("ask/x", "of V");
        gate.local("x", "3");

        assertThat(Gate.text(gate.get("about/x/1"))).isEqualTo("V 200 of V");
        assertThat(Gate.text(gate.get("about/x/3"))).isEmpty();
        assertThat(Gate.text(gate.get("about/x/2"))).isEmpty();
        assertThat(first.asked("ask/x")).isOne();
        assertThat(gate.script("P").asked()).isEmpty();
    }

    @Test
    void aVersionOfNobodyMayBeASilentSources() throws Exception {
        gate.trusted("V").down();
        gate.trusted("W").versions("x", "1").text("ask/x", "of W");

        assertThat(Gate.text(gate.get("about/x/2"))).isEqualTo("V 0 ");
        assertThat(Gate.text(gate.get("about/x/1"))).isEqualTo("W 200 of W");
    }
}
