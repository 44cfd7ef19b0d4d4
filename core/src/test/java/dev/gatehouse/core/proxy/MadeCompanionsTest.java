package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.ItemKey;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.upstream.Mode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Optional;

/** Files that a format makes of fetched ones: kept, listed and decided like those. */
class MadeCompanionsTest extends CompanionsOfX {
    @Test
    void theIndexOffersACompanionAsSoonAsItsFileHasCome() throws Exception {
        assertThat(index()).doesNotContain("beside");
        assertThat(file("x-1.sig")).isEqualTo("404");

        file("x-1");

        assertThat(index()).contains(BESIDE);
        assertThat(file("x-1.sig")).isEqualTo("a note");
        assertThat(gate.ask(Method.HEAD, "file/x/1/x-1.sig", "", Gate.ALICE).status())
                .isEqualTo(200);
        assertThat(untrusted.asked()).containsExactly("index/x", "files/x/x-1");
    }

    @Test
    void itIsThereAfterARestartWithoutAnySource() throws Exception {
        file("x-1");
        untrusted.down().forgetAsked();
        gate.restart();

        assertThat(file("x-1.sig")).isEqualTo("a note");
        assertThat(index()).contains(BESIDE);
        assertThat(untrusted.asked()).isEmpty();
    }

    @Test
    void itHasTheOwnerOfItsFileAndGivesNothingOfItsOwn() throws Exception {
        file("x-1");

        var made =
                gate.metadata
                        .file(gate.key("x"), new Version("1"), new FileName("x-1.sig"))
                        .orElseThrow();

        assertThat(made.owner()).isEqualTo(new SourceId("P"));
        assertThat(made.size()).isEqualTo(6);
        assertThat(gate.metadata.of(gate.key("x")).getFirst().firstFile())
                .isEqualTo(new FileName("x-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fails", "is a bug", "anything"})
    void aFileOfWhichNothingCanBeMadeIsServedAsItIs(String text) throws Exception {
        serving(untrusted, Bodies.of(text));

        assertThat(file("x-1")).isEqualTo(text);

        assertThat(index()).doesNotContain("beside");
        assertThat(gate.metadata.files(gate.key("x"))).hasSize(1);
        assertThat(gate.provenance("x")).containsExactly("P");
    }

    @Test
    void whatTheSourceHasItselfIsPassedOn() throws Exception {
        byte[] theirs = Bodies.of("their note");
        untrusted
                .index("x", Gate.line("1", "x-1", BYTES), Gate.line("1", "x-1.sig", theirs))
                .file("x", "x-1.sig", theirs);

        file("x-1");

        assertThat(gate.metadata.files(gate.key("x"))).hasSize(1);
        assertThat(file("x-1.sig")).isEqualTo("their note");
    }

    @Test
    void oneThatWasServedBeforeStays() throws Exception {
        byte[] theirs = Bodies.of("their note");
        untrusted
                .index("x", Gate.line("1", "x-1", BYTES), Gate.line("1", "x-1.sig", theirs))
                .file("x", "x-1.sig", theirs);
        file("x-1.sig");
        serving(untrusted, BYTES);
        gate.clock.advance(Duration.ofHours(1));

        assertThat(file("x-1")).isEqualTo("makes a note");

        assertThat(file("x-1.sig")).isEqualTo("their note");
        assertThat(index()).contains("beside x-1.sig=" + Gate.sha256(theirs));
    }

    @Test
    void otherBytesThatTheSourceOffersLaterRaiseAnAlarm() throws Exception {
        file("x-1");
        byte[] theirs = Bodies.of("their note");
        untrusted
                .index("x", Gate.line("1", "x-1", BYTES), Gate.line("1", "x-1.sig", theirs))
                .file("x", "x-1.sig", theirs);
        gate.clock.advance(Duration.ofHours(1));

        assertThat(index()).contains(BESIDE);

        assertThat(file("x-1.sig")).isEqualTo("a note");
        assertThat(gate.audit()).contains("INTEGRITY lines:x P");
    }

    @Test
    void itIsBlockedWithItsFile() throws Exception {
        file("x-1");
        gate.local("x", "2");
        assertThat(file("x-1.sig")).isEqualTo("a note");

        gate.services.names().forget(gate.mount(), LineFormat.named("x"), NamesTest.ORDER);

        assertThat(file("x-1")).isEqualTo("403");
        assertThat(file("x-1.sig")).isEqualTo("403");
        assertThat(index()).doesNotContain("beside");
    }

    @Test
    void itIsHeldBackWithItsFile() throws Exception {
        file("x-1");
        untrusted.index("x", Gate.line("1", "x-1", BYTES), Gate.line("1", "x-2", BYTES));
        gate.clock.advance(Duration.ofHours(1));

        ItemKey item =
                new ItemKey(gate.key("x"), new Version("1"), Optional.of(new FileName("x-1")));
        gate.services.items().hold(gate.mount(), item, "alice", "looks odd");

        assertThat(index()).contains("x-2").doesNotContain("beside");
        assertThat(file("x-1.sig")).isEqualTo("403");
    }

    @Test
    void aVersionThatIsNotListedAnyMoreTakesItAway() throws Exception {
        file("x-1");
        untrusted.versions("x", "2");
        gate.clock.advance(Duration.ofHours(1));

        assertThat(index()).doesNotContain("beside");

        assertThat(file("x-1.sig")).isEqualTo("404");
    }

    @Test
    void inMonitorModeItIsServedAsItsFileIs() throws Exception {
        gate.configure(Knobs::monitor);
        gate.local("x", "2");

        assertThat(file("x-1")).isEqualTo("makes a note");

        assertThat(gate.provenance("x")).isEmpty();
        assertThat(file("x-1.sig")).isEqualTo("a note");
        assertThat(gate.audit()).contains("WOULD_BLOCK lines:x P");
        gate.configure(Knobs::enforced);
        assertThat(file("x-1.sig")).isEqualTo("403");
    }

    @Test
    void ofAFileThatIsNotKeptNothingIsMade() throws Exception {
        gate.change("P", u -> Knobs.mode(u, Mode.PROXY_ONLY, true));

        assertThat(file("x-1")).isEqualTo("makes a note");

        assertThat(index()).doesNotContain("beside");
        assertThat(gate.metadata.files(gate.key("x"))).isEmpty();
    }

    @Test
    void whereAnIndexNeedNotListAllNothingStoredIsTakenForUnlisted() throws Exception {
        try (Gate open = new Gate(new OpenLineFormat())) {
            open.untrusted("P")
                    .versions("x", "1")
                    .text("open/1/f", "of P")
                    .text("open/1/f.sig", "signed");

            assertThat(open.file("x", "1", "f").status()).isEqualTo(200);
            assertThat(open.file("x", "1", "f.sig").status()).isEqualTo(200);

            var visible = open.services.index().visible(open.mount(), LineFormat.named("x"));
            assertThat(visible.kept()).isEmpty();
        }
    }
}
