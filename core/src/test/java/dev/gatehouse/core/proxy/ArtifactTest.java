package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.core.upstream.Mode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Files and checksums of which the bytes are here, or should be. */
class ArtifactTest {
    private static final byte[] BYTES = "of P".getBytes(StandardCharsets.UTF_8);
    private Gate gate;

    @BeforeEach
    void open() throws Exception {
        gate = new Gate(new OpenLineFormat());
    }

    @AfterEach
    void close() throws Exception {
        gate.close();
    }

    private ScriptedUpstream stored() throws Exception {
        var upstream = gate.untrusted("P").versions("x", "1").text("open/1/f", "of P");
        assertThat(gate.file("x", "1", "f").status()).isEqualTo(200);
        return upstream;
    }

    @Test
    void ofAStoredFileThatIsBlockedThereIsNoChecksumEither() throws Exception {
        stored();
        gate.services.names().forget(gate.mount(), LineFormat.named("x"), NamesTest.ORDER);
        gate.local("x", "2");

        for (Method method : new Method[] {Method.GET, Method.HEAD}) {
            assertThat(gate.ask(method, "file/x/1/f", "", Gate.ALICE).status()).isEqualTo(403);
            assertThat(gate.ask(method, "file/x/1/f.sum", "", Gate.ALICE).status()).isEqualTo(403);
        }
    }

    @Test
    void aStoredFileThatIsServedInMonitorModeHasTheChecksumOfItsBytes() throws Exception {
        gate.trusted("V").versions("x", "2");
        gate.configure(Knobs::monitor);
        stored();
        assertThat(gate.provenance("x")).isEmpty();

        var sum = gate.file("x", "1", "f.sum");

        assertThat(Gate.text(sum)).isEqualTo(Gate.sha256(BYTES));
        assertThat(gate.script("P").asked("open/1/f.sum")).as("for the file").isOne();
    }

    @Test
    void aFileThatIsListedWithoutAChecksumHasNoneUntilItIsStored() throws Exception {
        gate.trusted("V").index("x", Gate.line("1", "f", BYTES)).file("x", "f", BYTES);

        assertThat(gate.file("x", "1", "f.sum").status()).isEqualTo(404);

        gate.file("x", "1", "f");
        assertThat(Gate.text(gate.file("x", "1", "f.sum"))).isEqualTo(Gate.sha256(BYTES));
    }

    @Test
    void aFileThatIsNotStoredOfASourceThatIsNotAskedIsNotThere() throws Exception {
        stored();
        gate.change("P", u -> Knobs.mode(u, Mode.CACHE_ONLY, true));

        assertThat(gate.file("x", "1", "f").status()).isEqualTo(200);
        var other = gate.file("x", "1", "g");

        assertThat(other.status()).isEqualTo(404);
        assertThat(Gate.text(other)).contains("is not stored and its source is not asked");
    }

    @Test
    void aPublishedFileThatIsLostIsAFailureAndNotMissing() throws Exception {
        gate.local("x", "1");
        StoredFile file = gate.metadata.files(gate.key("x")).getFirst();

        gate.blobs.delete(file.sha256());
        assertThatThrownBy(() -> gate.file("x", "1", "x-1"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("lost or damaged");

        gate.metadata.commit(
                new Change.DropFile(gate.key("x"), new Version("1"), new FileName("x-1")));
        gate.kernel().epochs().move(gate.key("x"));
        assertThatThrownBy(() -> gate.file("x", "1", "x-1"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("lost or damaged");
    }

    @Test
    void aStoredFileOfAnotherLengthThanItsRecordIsFetchedAnew() throws Exception {
        var upstream = stored();
        StoredFile file = gate.metadata.files(gate.key("x")).getFirst();
        gate.metadata.commit(
                new Change.PutFile(
                        new StoredFile(
                                file.key(),
                                file.version(),
                                file.file(),
                                file.owner(),
                                file.size() + 1,
                                file.digests(),
                                file.storedAt())));

        assertThat(Gate.text(gate.file("x", "1", "f"))).isEqualTo("of P");
        assertThat(upstream.asked("open/1/f")).isEqualTo(2);
    }

    @Test
    void aFetchIntoARepositoryThatIsRemovedMeanwhileIsRefusedAndKeepsNothing() throws Exception {
        gate.untrusted("P")
                .index("x", Gate.line("1", "f", BYTES))
                .next(
                        "files/x/f",
                        asked -> {
                            gate.catalogue.replace(Map.of());
                            return ScriptedUpstream.bytes(BYTES).to(asked);
                        });

        assertThat(gate.file("x", "1", "f").status()).isEqualTo(403);

        assertThat(gate.metadata.files(gate.key("x"))).isEmpty();
        assertThat(gate.provenance("x")).isEmpty();
    }
}
