package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.Change;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** Companions of files that are stored already: made later, or made again. */
class LateCompanionsTest extends CompanionsOfX {
    private void lose(byte[] bytes) throws Exception {
        gate.blobs.delete(Digest.sha256(Gate.sha256(bytes)));
    }

    @Test
    void oneWhoseBytesAreLostIsMadeAgainOfItsFile() throws Exception {
        file("x-1");
        untrusted.down().forgetAsked();
        lose(Bodies.of("a note"));

        assertThat(file("x-1.sig")).isEqualTo("a note");

        assertThat(untrusted.asked()).isEmpty();
    }

    @Test
    void itIsMadeAgainInMonitorModeToo() throws Exception {
        gate.configure(Knobs::monitor);
        gate.local("x", "2");
        file("x-1");
        lose(Bodies.of("a note"));

        assertThat(file("x-1.sig")).isEqualTo("a note");
    }

    @Test
    void oneThatIsLostWithItsFileIsNotThere() throws Exception {
        file("x-1");
        lose(Bodies.of("a note"));
        lose(BYTES);

        assertThat(file("x-1.sig")).isEqualTo("404");
    }

    @Test
    void oneThatWouldComeOutOtherwiseIsNotThere() throws Exception {
        byte[] theirs = Bodies.of("their note");
        untrusted
                .index("x", Gate.line("1", "x-1", BYTES), Gate.line("1", "x-1.sig", theirs))
                .file("x", "x-1.sig", theirs);
        file("x-1.sig");
        serving(untrusted, BYTES);
        gate.clock.advance(Duration.ofHours(1));
        file("x-1");
        lose(theirs);

        assertThat(file("x-1.sig")).isEqualTo("404");
    }

    @Test
    void aFileThatCameBeforeCompanionsWereMadeGetsItsOwnWhenItIsNextListed() throws Exception {
        cachedWithout();
        untrusted.down().forgetAsked();

        // the first listing begins it, and may itself be done after it
        Eventually.holds(() -> index().contains(BESIDE));

        assertThat(file("x-1.sig")).isEqualTo("a note");
        assertThat(untrusted.asked()).isEmpty();
    }

    private void cachedWithout() throws Exception {
        file("x-1");
        gate.metadata.commit(
                new Change.DropFile(gate.key("x"), new Version("1"), new FileName("x-1.sig")));
        gate.restart();
    }

    @Test
    void whatIsBlockedGetsNone() throws Exception {
        file("x-1");
        gate.local("x", "2");
        gate.services.names().forget(gate.mount(), LineFormat.named("x"), NamesTest.ORDER);
        gate.metadata.commit(
                new Change.DropFile(gate.key("x"), new Version("1"), new FileName("x-1.sig")));
        gate.restart();

        index();
        index();

        assertThat(gate.metadata.file(gate.key("x"), new Version("1"), new FileName("x-1.sig")))
                .isEmpty();
    }
}
