package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.signature.SignatureVerifier;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.core.upstream.UpstreamReply;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** Signatures of stored files, when bytes are lost, sources are gone, or others are faster. */
class StoredSignatureTest {
    private static final byte[] BYTES = Bodies.of("the file");
    private static final byte[] GOOD = Seals.seal("K", BYTES);
    private static final String PATH = "files/x/x-1.sig";

    private final SealedLineFormat format = new SealedLineFormat();
    private Gate gate;
    private CheckedGate checked;
    private ScriptedUpstream upstream;

    @BeforeEach
    void open() throws Exception {
        gate = new Gate(format);
        checked = new CheckedGate(gate);
        upstream = gate.untrusted("P");
        upstream.index("x", Gate.line("1", "x-1", BYTES)).file("x", "x-1", BYTES);
        gate.index("x");
    }

    @AfterEach
    void close() throws Exception {
        gate.close();
    }

    private String again(StoredFile file) throws Exception {
        return CheckedGate.words(checked.again(file));
    }

    private void lose(byte[] bytes) throws Exception {
        gate.blobs.delete(Digest.sha256(Gate.sha256(bytes)));
        gate.restart();
    }

    /** Stored while its source said nothing about a signature, of which it has a good one now. */
    private StoredFile undecided() throws Exception {
        upstream.next(PATH, r -> new UpstreamReply.Broken("timed out"));
        StoredFile file = checked.stored("x", "x-1", BYTES);
        upstream.file("x", "x-1.sig", GOOD);
        return file;
    }

    @Test
    void ofLostBytesNothingIsKnown() throws Exception {
        StoredFile file = undecided();

        lose(BYTES);

        assertThat(again(file)).isEqualTo("error");
    }

    @Test
    void aSignatureWhoseBytesAreLostIsAskedForAgain() throws Exception {
        upstream.file("x", "x-1.sig", GOOD);
        StoredFile file = checked.stored("x", "x-1", BYTES);
        format.seals.add("L");
        checked.checks().refresh();
        lose(GOOD);
        upstream.forgetAsked();

        assertThat(again(file)).isEqualTo("valid ok");
        assertThat(upstream.asked(PATH)).isEqualTo(1);
    }

    @Test
    void aSourceThatIsGoneLeavesItUnknown() throws Exception {
        StoredFile file = undecided();

        gate.remove("P");

        assertThat(again(file)).isEqualTo("error");
    }

    @Test
    void aFileThatIsDroppedMeanwhileGetsNoSignature() throws Exception {
        StoredFile file = undecided();
        meanwhile(new Change.DropFile(file.key(), file.version(), file.file()));

        again(file);

        assertThat(checked.beside("x", "x-1.sig")).isEmpty();
    }

    @Test
    void aSignatureThatCameMeanwhileStays() throws Exception {
        StoredFile file = undecided();
        StoredFile other =
                new StoredFile(
                        file.key(),
                        file.version(),
                        new FileName("x-1.sig"),
                        file.owner(),
                        file.size(),
                        file.digests(),
                        gate.clock.instant());
        meanwhile(new Change.PutFile(other));

        again(file);

        assertThat(checked.beside("x", "x-1.sig")).contains(other);
    }

    /** While its source is asked for the signature, which it has. */
    private void meanwhile(Change change) {
        upstream.next(
                PATH,
                request -> {
                    try {
                        gate.metadata.commit(change);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    return ScriptedUpstream.bytes(GOOD).to(request);
                });
    }

    @Test
    void aPublishedSignatureThatIsTooLongIsMalformed() throws Exception {
        gate.publish("y", "add 1 y-1 hello");
        gate.publish("y", "add 1 y-1.sig " + "a".repeat(SignatureVerifier.MOST_BYTES + 1));
        List<StoredFile> files = gate.metadata.files(gate.key("y"));

        var found = checked.checks().published(gate.mount(), files).signatures();

        assertThat(CheckedGate.words(found.getOrDefault(new FileName("y-1"), List.of())))
                .isEqualTo("invalid malformed");
    }

    @Test
    void whereNobodyWantsToKnowAPublicationIsNotJudged() throws Exception {
        format.seals.wanted = false;
        gate.publish("y", "add 1 y-1 hello");
        int judged = format.seals.judged();
        List<StoredFile> files = gate.metadata.files(gate.key("y"));

        var found = checked.checks().published(gate.mount(), files);

        assertThat(found.signatures().values()).allMatch(List::isEmpty);
        assertThat(found.changes()).isEmpty();
        assertThat(format.seals.judged()).isEqualTo(judged);
    }

    @Test
    void aPublishedFileWithoutOneIsUnsignedForGood() throws Exception {
        gate.publish("y", "add 1 y-1 hello");
        StoredFile file = gate.metadata.files(gate.key("y")).getFirst();
        upstream.forgetAsked();
        gate.clock.advance(Duration.ofDays(2));

        assertThat(again(file)).isEqualTo("absent");
        assertThat(upstream.asked()).isEmpty();
    }
}
