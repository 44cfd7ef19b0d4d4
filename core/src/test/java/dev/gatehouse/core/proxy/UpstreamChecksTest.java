package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.proxy.UpstreamChecks.Answer;
import dev.gatehouse.core.upstream.UpstreamReply;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

class UpstreamChecksTest {
    private Gate gate;
    private ScriptedUpstream v;

    @BeforeEach
    void open() throws Exception {
        gate = new Gate(new OpenLineFormat());
        gate.untrusted("P");
        v = gate.trusted("V");
    }

    @AfterEach
    void close() throws Exception {
        gate.close();
    }

    private Answer answerTo(UpstreamReply reply) throws Exception {
        v.always(r -> reply);
        return gate.services.checks().ask(gate.mount().settings().upstreams().getLast());
    }

    @Test
    void anyAnswerButARefusalOfCredentialsIsReachable() throws Exception {
        assertThat(answerTo(new UpstreamReply.Missing(404)))
                .isEqualTo(new Answer.Reachable(Optional.empty()));
        assertThat(answerTo(new UpstreamReply.Refused(429, "too many")))
                .isEqualTo(new Answer.Reachable(Optional.empty()));
        assertThat(answerTo(new UpstreamReply.NotModified(Headers.none())))
                .isEqualTo(new Answer.Reachable(Optional.empty()));
        byte[] page = "<html>".getBytes(StandardCharsets.UTF_8);
        v.always(ScriptedUpstream.bytes(page));
        assertThat(gate.services.checks().ask(gate.mount().settings().upstreams().getLast()))
                .isEqualTo(new Answer.Reachable(Optional.empty()));
        assertThat(v.asked()).allMatch(String::isEmpty);
    }

    @Test
    void itsClockIsToldAsFarAsItTellsIt() throws Exception {
        Headers headers = Headers.of("date", "Sun, 06 Nov 1994 08:49:37 GMT");

        Answer answer = answerTo(new UpstreamReply.NotModified(headers));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Reachable.class,
                        r -> assertThat(r.ahead().orElseThrow()).isLessThan(Duration.ofDays(-365)));
        assertThat(answerTo(new UpstreamReply.NotModified(Headers.of("date", "yesterday"))))
                .isEqualTo(new Answer.Reachable(Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 407})
    void aRefusalOfCredentialsIsToldWithItsReason(int status) throws Exception {
        assertThat(answerTo(new UpstreamReply.Refused(status, "who are you")))
                .isEqualTo(new Answer.Refused("who are you"));
    }

    @Test
    void silenceIsToldWithItsReason() throws Exception {
        assertThat(answerTo(new UpstreamReply.Broken("timed out")))
                .isEqualTo(new Answer.Silent("timed out"));
    }

    @Test
    void namesWhoseTrustedSourceHasNoIndexAreListed() throws Exception {
        v.text("has/x/1", "yes").text("open/1/f", "bytes");
        v.index("listed", Gate.line("1", "g", "bytes".getBytes(StandardCharsets.UTF_8)));
        v.file("listed", "g", "bytes".getBytes(StandardCharsets.UTF_8));
        gate.script("P").index("free", Gate.line("1", "h", new byte[] {1}));
        gate.script("P").file("free", "h", new byte[] {1});
        assertThat(gate.file("x", "1", "f").status()).isEqualTo(200);
        assertThat(gate.file("listed", "1", "g").status()).isEqualTo(200);
        assertThat(gate.file("free", "1", "h").status()).isEqualTo(200);

        var checks = gate.services.checks();

        assertThat(Set.copyOf(checks.withoutIndex(gate.mount(), 10)))
                .containsExactly(LineFormat.named("x"));
        gate.configure(s -> Knobs.owning(s, "x*"));
        assertThat(checks.withoutIndex(gate.mount(), 10)).as("it is owned").isEmpty();
        gate.configure(s -> Knobs.owning(s, "nothing"));
        assertThat(checks.withoutIndex(gate.mount(), 0)).isEmpty();
    }

    @Test
    void aFormatThatListsEverythingHasNone() throws Exception {
        try (Gate listing = new Gate()) {
            assertThat(listing.services.checks().withoutIndex(listing.mount(), 10)).isEmpty();
        }
    }
}
