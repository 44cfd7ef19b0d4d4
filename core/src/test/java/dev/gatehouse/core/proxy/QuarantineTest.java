package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.ItemKey;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.proxy.Explanation.ExplainedVersion;
import dev.gatehouse.core.proxy.Explanation.State;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What is held back is in no index, and no request brings its bytes. */
class QuarantineTest {
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

    private ItemKey version(String version) {
        return new ItemKey(gate.key("x"), new Version(version), Optional.empty());
    }

    private ItemKey file(String version, String file) {
        return new ItemKey(gate.key("x"), new Version(version), Optional.of(new FileName(file)));
    }

    private void hold(ItemKey item) throws Exception {
        gate.services.items().hold(gate.mount(), item, "alice", "looks odd");
    }

    private void holdUnchecked(ItemKey item) throws InterruptedException {
        try {
            gate.services.items().hold(gate.mount(), item, "alice", "looks odd");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<ExplainedVersion> explained() throws Exception {
        return gate.services
                .explain()
                .explain(gate.mount(), LineFormat.named("x"), Optional.empty())
                .versions();
    }

    @Test
    void aHeldVersionLeavesTheIndexAtOnceAndItsFileIsRefusedWithTheReason() throws Exception {
        gate.local("x", "1", "2");
        assertThat(gate.versions("x")).containsExactly("1 local", "2 local");
        assertThat(gate.file("x", "2", "x-2").status()).isEqualTo(200);

        hold(version("2"));

        assertThat(gate.versions("x")).containsExactly("1 local");
        Response refused = gate.file("x", "2", "x-2");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(Gate.text(refused)).isEqualTo("Quarantined by alice: looks odd");
        assertThat(gate.file("x", "1", "x-1").status()).isEqualTo(200);
        assertThat(gate.audit()).contains("QUARANTINE lines:x");
    }

    @Test
    void whatHoldsIsReadOnceForFilesAndAgainWhenItChanges() throws Exception {
        gate.local("x", "1", "2");
        gate.file("x", "1", "x-1");
        int before = gate.metadata.statesRead();

        for (int i = 0; i < 20; i++) {
            assertThat(gate.file("x", "1", "x-1").status()).isEqualTo(200);
        }

        assertThat(gate.metadata.statesRead()).isEqualTo(before);
        hold(version("1"));
        assertThat(gate.file("x", "1", "x-1").status()).isEqualTo(403);
        gate.services.items().free(gate.mount(), version("1"), "alice");
        assertThat(gate.file("x", "1", "x-1").status()).isEqualTo(200);
    }

    @Test
    void aRenderingThatIsKeptIsNotServedAnyMore() throws Exception {
        gate.local("x", "1", "2");
        gate.index("x");
        var head = gate.head(Method.GET, "index/x", Headers.none());
        assertThat(gate.router.ready(head, Gate.ALICE)).isPresent();

        hold(version("2"));

        assertThat(gate.router.ready(head, Gate.ALICE)).isEmpty();
    }

    @Test
    void whatIsSetFreeIsServedAgain() throws Exception {
        gate.local("x", "1");
        hold(version("1"));
        assertThat(gate.versions("x")).containsExactly("403");

        gate.services.items().free(gate.mount(), version("1"), "bob");

        assertThat(gate.versions("x")).containsExactly("1 local");
        assertThat(gate.file("x", "1", "x-1").status()).isEqualTo(200);
    }

    @Test
    void theFirstHoldStaysAndIsWrittenOnce() throws Exception {
        gate.local("x", "1");
        hold(version("1"));

        var state = gate.services.items().hold(gate.mount(), version("1"), "bob", "me too");

        assertThat(state.hold().orElseThrow().by()).isEqualTo("alice");
        assertThat(gate.audit()).filteredOn("QUARANTINE lines:x"::equals).hasSize(1);
    }

    @Test
    void whatIsNotHeldIsSetFreeWithoutAnEntry() throws Exception {
        gate.local("x", "1");

        gate.services.items().free(gate.mount(), version("1"), "bob");

        assertThat(gate.audit()).doesNotContain("QUARANTINE lines:x");
    }

    @Test
    void noOtherSourceStepsIn() throws Exception {
        gate.trusted("V").versions("x", "1");
        gate.trusted("W").versions("x", "1", "2");
        assertThat(gate.versions("x")).containsExactly("1 V", "2 W");

        hold(version("1"));

        assertThat(gate.versions("x")).containsExactly("2 W");
        assertThat(gate.file("x", "1", "x-1").status()).isEqualTo(403);
    }

    @Test
    void aVersionThatNoIndexListsIsHeldToo() throws Exception {
        gate.trusted("V").text("has/x/1", "yes").text("open/1/f", "bytes");
        assertThat(gate.file("x", "1", "f").status()).isEqualTo(200);

        hold(version("1"));

        assertThat(gate.file("x", "1", "f").status()).isEqualTo(403);
        assertThat(gate.file("x", "1", "other").status()).isEqualTo(403);
        assertThat(gate.file("x", "1", "f.sum").status()).isEqualTo(403);
        assertThat(gate.get("part/x/1").status()).isEqualTo(403);
        assertThat(explained())
                .extracting(ExplainedVersion::state)
                .containsExactly(State.QUARANTINED);
    }

    @Test
    void ofAHeldFileTheOthersOfItsVersionStay() throws Exception {
        gate.publish("x", "add 1 a local a");
        gate.publish("x", "add 1 b local b");
        assertThat(Gate.text(gate.index("x"))).isEqualTo("1 local a b\n");

        hold(file("1", "a"));

        assertThat(Gate.text(gate.index("x"))).isEqualTo("1 local b\n");
        assertThat(gate.file("x", "1", "a").status()).isEqualTo(403);
        assertThat(gate.file("x", "1", "a.sig").status()).isEqualTo(403);
        assertThat(gate.get("file/x/a").status()).isEqualTo(403);
        assertThat(gate.file("x", "1", "b").status()).isEqualTo(200);
        assertThat(explained().getFirst().reason()).contains("a: Quarantined by alice");
    }

    @Test
    void aHeldVersionsFileIsRefusedWhereThePathDoesNotTellTheVersion() throws Exception {
        gate.local("x", "1", "2");

        hold(version("2"));

        assertThat(gate.get("file/x/x-2").status()).isEqualTo(403);
        assertThat(gate.get("file/x/x-2.sum").status()).isEqualTo(403);
        assertThat(gate.get("file/x/x-1").status()).isEqualTo(200);
    }

    @Test
    void aVersionOfWhichEachFileIsHeldIsHeld() throws Exception {
        gate.local("x", "1", "2");

        hold(file("1", "x-1"));

        assertThat(gate.versions("x")).containsExactly("2 local");
        assertThat(explained())
                .extracting(ExplainedVersion::state)
                .containsExactly(State.VISIBLE, State.QUARANTINED);
    }

    @Test
    void aFileThatIsOnItsWayWhenItsVersionIsHeldIsNotKept() throws Exception {
        gate.trusted("V")
                .index("x", Gate.line("1", "f", BYTES))
                .next(
                        "files/x/f",
                        asked -> {
                            holdUnchecked(version("1"));
                            return ScriptedUpstream.bytes(BYTES).to(asked);
                        });

        assertThat(gate.file("x", "1", "f").status()).isEqualTo(403);
        assertThat(gate.metadata.releases().files(gate.key("x"))).isEmpty();
    }

    @Test
    void aHoldOutlivesARestartAndTheBytes() throws Exception {
        gate.local("x", "1");
        hold(version("1"));

        gate.restart();

        assertThat(gate.versions("x")).containsExactly("403");
        assertThat(gate.file("x", "1", "x-1").status()).isEqualTo(403);
    }

    @Test
    void aSearchShowsNoHeldVersion() throws Exception {
        gate.local("x", "1");
        hold(version("1"));

        assertThat(Gate.text(gate.get("search/x"))).doesNotContain("x");
    }

    @Test
    void whoPublishesSeesThatTheNumberIsTaken() throws Exception {
        gate.local("x", "1");
        hold(version("1"));

        assertThat(Gate.text(gate.get("local/x"))).contains("1 local");
    }
}
