package dev.gatehouse.core.proxy;

import static dev.gatehouse.core.proxy.RegistryLineFormat.KEYS;
import static dev.gatehouse.core.proxy.RegistryLineFormat.line;
import static dev.gatehouse.core.proxy.RegistryLineFormat.signed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.core.upstream.UpstreamReply;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.security.KeyPair;
import java.time.Duration;
import java.util.Optional;

/** Signatures of a registry: whence its keys come, and when. */
class RegistryChecksTest {
    private static final byte[] BYTES = Bodies.of("the file");

    private final RegistryLineFormat format = new RegistryLineFormat();
    private final KeyPair one = RegistryLineFormat.pair();
    private final KeyPair two = RegistryLineFormat.pair();
    private Gate gate;
    private CheckedGate checked;
    private ScriptedUpstream upstream;

    @BeforeEach
    void open() throws Exception {
        gate = new Gate(format);
        checked = new CheckedGate(gate);
        upstream = gate.untrusted("P").text(KEYS, line("one", one));
        upstream.index("x", Gate.line("1", "x-1", BYTES));
        format.says(Optional.of(signed("one", one, BYTES)));
    }

    @AfterEach
    void close() throws Exception {
        gate.close();
    }

    private String fetched() throws Exception {
        return CheckedGate.words(checked.fetched("x", "x-1", BYTES).signatures());
    }

    @Test
    void keysAreAskedForOnce() throws Exception {
        assertThat(fetched()).isEqualTo("valid ok");
        assertThat(fetched()).isEqualTo("valid ok");

        assertThat(upstream.asked()).containsExactly(KEYS);
    }

    @Test
    void keysAreKeptInTheStore() throws Exception {
        fetched();
        upstream.down();

        CheckedGate later = new CheckedGate(gate);

        assertThat(gate.metadata.signatures().keys(Gate.REPOSITORY, LineFormat.ID, source()))
                .isPresent();
        assertThat(CheckedGate.words(later.fetched("x", "x-1", BYTES).signatures()))
                .isEqualTo("valid ok");
    }

    private static SourceId source() {
        return new SourceId("P");
    }

    @Test
    void aRegistryThatDoesNotTellItsKeysLeavesItUnknown() throws Exception {
        upstream.next(KEYS, r -> new UpstreamReply.Broken("timed out"));
        assertThat(fetched()).isEqualTo("error");
        assertThat(fetched()).isEqualTo("error");
        assertThat(upstream.asked(KEYS)).isEqualTo(1);

        gate.clock.advance(Duration.ofMinutes(1));

        assertThat(fetched()).isEqualTo("valid ok");
    }

    @Test
    void aPageInThePlaceOfKeysLeavesItUnknown() throws Exception {
        upstream.text(KEYS, "<html>");

        assertThat(fetched()).isEqualTo("error");
    }

    @Test
    void aRegistryWithoutKeysLeavesItUnverified() throws Exception {
        upstream.without(KEYS);

        assertThat(fetched()).isEqualTo("unverified key_missing");
    }

    @Test
    void aNewKeyIsAskedForWhenASignatureNamesIt() throws Exception {
        fetched();
        upstream.text(KEYS, line("one", one) + "\n" + line("two", two));
        format.says(Optional.of(signed("two", two, BYTES)));
        assertThat(fetched()).isEqualTo("unverified key_missing");

        gate.clock.advance(Duration.ofMinutes(1));

        assertThat(fetched()).isEqualTo("valid ok");
    }

    @Test
    void madeUpKeysAreAskedForOnceAMinute() throws Exception {
        format.says(Optional.of(signed("made-up", two, BYTES)));
        for (int i = 0; i < 5; i++) {
            assertThat(fetched()).isEqualTo("unverified key_missing");
        }

        assertThat(upstream.asked(KEYS)).isEqualTo(1);
    }

    @Test
    void keysAreReadAgainEachHourAndTakeStoredFilesAlong() throws Exception {
        StoredFile file = checked.stored("x", "x-1", BYTES);
        gate.index("x");
        String before = checked.checks().keys();
        upstream.text(KEYS, line("two", two));
        checked.checks().refresh();
        assertThat(CheckedGate.words(checked.again(file))).isEqualTo("valid ok");

        gate.clock.advance(Duration.ofHours(1));
        checked.checks().refresh();

        assertThat(CheckedGate.words(checked.again(file))).isEqualTo("unverified key_missing");
        assertThat(checked.checks().keys()).isNotEqualTo(before);
    }

    @Test
    void aSilentRegistryKeepsItsOldKeys() throws Exception {
        fetched();
        gate.clock.advance(Duration.ofHours(2));
        upstream.down();

        checked.checks().refresh();

        assertThat(fetched()).isEqualTo("valid ok");
    }

    @Test
    void aStoredFileIsJudgedByWhatItsRegistryOnceSaid() throws Exception {
        StoredFile file = checked.stored("x", "x-1", BYTES);
        gate.index("x");
        format.says(Optional.empty());
        upstream.text(KEYS, line("one", two));
        gate.clock.advance(Duration.ofHours(1));
        checked.checks().refresh();

        assertThat(CheckedGate.words(checked.again(file))).isEqualTo("invalid bad_signature");
    }

    @Test
    void aSignatureOfAnotherFileIsRefused() throws Exception {
        format.says(Optional.of(signed("one", one, Bodies.of("another file"))));

        assertThat(fetched()).isEqualTo("invalid digest_mismatch");
    }

    @Test
    void anIndexThatSaysNothingIsAbsentAndItsKeysAreNotAskedFor() throws Exception {
        format.says(Optional.empty());

        assertThat(fetched()).isEqualTo("absent");
        assertThat(upstream.asked()).isEmpty();
    }
}
