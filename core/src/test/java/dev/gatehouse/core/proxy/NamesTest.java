package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.format.LocalEdit;
import dev.gatehouse.core.format.Publication;
import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.upstream.Mode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class NamesTest {
    static final NameService.Order ORDER = new NameService.Order("root", "why", Optional.empty());
    private static final byte[] BYTES = "bytes".getBytes(StandardCharsets.UTF_8);
    private Gate gate;

    @BeforeEach
    void open() throws Exception {
        gate = new Gate();
    }

    @AfterEach
    void close() throws Exception {
        gate.close();
    }

    private PackageName x() {
        return LineFormat.named("x");
    }

    private void shared() throws Exception {
        gate.untrusted("P").index("x", Gate.line("1", "x-1", BYTES)).file("x", "x-1", BYTES);
        gate.file("x", "1", "x-1");
    }

    @Test
    void aPublishMakesARevisionAPinAndARowOfTheAuditLog() throws Exception {
        gate.local("x", "1", "2");

        var local = gate.metadata.local(gate.key("x")).orElseThrow();
        assertThat(local.revision()).isEqualTo(2);
        assertThat(gate.metadata.pins(gate.key("x"))).hasSize(2).containsValue(SourceId.LOCAL);
        assertThat(gate.audit()).containsExactly("PUBLISH lines:x", "PUBLISH lines:x");
    }

    @Test
    void claimAndForgetMoveTheTimeOfALocalName() throws Exception {
        shared();
        gate.local("x", "2");
        var before = gate.metadata.local(gate.key("x")).orElseThrow();
        gate.clock.advance(Duration.ofHours(1));

        assertThat(gate.services.names().forget(gate.mount(), x(), ORDER)).isEqualTo(1);

        var after = gate.metadata.local(gate.key("x")).orElseThrow();
        assertThat(after.modifiedAt()).isEqualTo(before.modifiedAt().plus(Duration.ofHours(1)));
        assertThat(after.revision()).isEqualTo(before.revision() + 1);
        assertThat(after.releases()).isEqualTo(before.releases());
    }

    @Test
    void aDeletedVersionComesBackFileByFileWithTheSameBytesOnly() throws Exception {
        gate.publish("x", "add 1 a one");
        gate.publish("x", "add 1 b two");
        gate.publish("x", "delete 1");

        assertThat(gate.publish("x", "add 1 a one").status()).isEqualTo(201);
        assertThat(gate.publish("x", "add 1 b other").status()).isEqualTo(409);
        assertThat(gate.publish("x", "add 1 b two").status()).isEqualTo(201);
    }

    @Test
    void filesOfOneVersionGatherOverSeveralPublications() throws Exception {
        gate.publish("x", "add 1 a one");
        gate.publish("x", "add 1 b two");

        assertThat(gate.file("x", "1", "a").status()).isEqualTo(200);
        assertThat(gate.file("x", "1", "b").status()).isEqualTo(200);
        assertThat(gate.publish("x", "add 1 a three").status()).isEqualTo(409);
        assertThat(gate.publish("x", "add 1 a one").status()).isEqualTo(201);
        gate.publish("x", "note hello");
        assertThat(Gate.text(gate.index("x"))).isEqualTo("1 local b a\nnote hello\n");
    }

    @Test
    void aDeletedNumberComesBackOnlyWithTheSameBytes() throws Exception {
        gate.publish("x", "add 1 a one");
        gate.publish("x", "delete 1");
        assertThat(gate.index("x").status()).isEqualTo(404);
        assertThat(gate.file("x", "1", "a").status()).isEqualTo(404);

        assertThat(gate.publish("x", "add 1 a two").status()).isEqualTo(409);
        assertThat(gate.publish("x", "add 1 b one").status()).isEqualTo(409);
        assertThat(gate.publish("x", "add 1 a one").status()).isEqualTo(201);
        assertThat(Gate.text(gate.file("x", "1", "a"))).isEqualTo("one");
    }

    @Test
    void aDeletedNameStaysReservedUntilItIsReleased() throws Exception {
        var untrusted = gate.untrusted("P").versions("x", "9");
        gate.local("x", "1");
        assertThat(gate.services.names().release(gate.mount(), x(), ORDER)).isZero();
        gate.publish("x", "delete 1");
        assertThat(gate.index("x").status()).isEqualTo(403);
        assertThat(untrusted.asked()).isEmpty();

        assertThat(gate.services.names().release(gate.mount(), x(), ORDER)).isEqualTo(1);

        assertThat(gate.versions("x")).containsExactly("9 P");
        assertThat(gate.audit()).contains("RELEASE lines:x");
    }

    @Test
    void aPublishOfAVersionThatIsPinnedElsewhereNamesItsOwner() throws Exception {
        shared();

        var answer = gate.publish("x", "add 1 x-1 mine");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(Gate.text(answer)).contains("x 1 is owned by P");
        gate.metadata.commit(new Change.Pin(gate.key("x"), new Version("5"), new SourceId("gone")));
        assertThat(Gate.text(gate.publish("x", "add 5 x-5 mine"))).contains("owned by gone");
    }

    @Test
    void aPublishIntoASharedNameSaysSoOrIsRefused() throws Exception {
        shared();

        var answer = gate.publish("x", "add 2 x-2 mine");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.headers().first("x-gatehouse-notice").orElse("")).contains("shared name");
        assertThat(gate.audit()).contains("SHARED_NAME lines:x");
        assertThat(gate.versions("x")).containsExactly("2 local", "1 P");
        gate.configure(Knobs::refusing);
        assertThat(gate.publish("x", "add 3 x-3 mine").status()).isEqualTo(409);
        assertThat(gate.publish("x", "note hi").status()).isEqualTo(201);
        gate.services.names().claim(gate.mount(), x(), ORDER);
        assertThat(gate.publish("x", "add 3 x-3 mine").status()).isEqualTo(201);
        assertThat(gate.publish("x", "add 1 x-1 mine").status()).isEqualTo(201);
        assertThat(gate.versions("x")).containsExactly("2 local", "3 local", "1 local", "note hi");
    }

    @Test
    void aPublishIntoARepositoryThatWasRemovedMeanwhileIsNotAcknowledged() throws Exception {
        var found = gate.mount();
        gate.catalogue.replace(Map.of());

        Optional<Refusal> refusal =
                gate.services
                        .publications()
                        .edit(
                                found,
                                new Publication(
                                        x(),
                                        "note",
                                        List.of(),
                                        (now, at) ->
                                                new LocalEdit.Outcome.Changed(
                                                        now.with("hi"), Response.text(201, ""))),
                                Gate.ALICE);

        assertThat(refusal.orElseThrow().text()).contains("main was removed");
        assertThat(gate.metadata.local(gate.key("x"))).isEmpty();
    }

    @Test
    void noDraftIsLeftOnAnyPath() throws Exception {
        assertThat(gate.publish("x", "add 1 a one").status()).isEqualTo(201);
        assertThat(gate.publish("x", "add 1 a two").status()).isEqualTo(409);
        assertThat(gate.publish("x", "add 2 a unless-present").status()).isEqualTo(403);
        assertThat(gate.publish("x", "wrong").status()).isEqualTo(400);
        assertThat(gate.publish("x", "reject").status()).isEqualTo(404);
        assertThatThrownBy(() -> gate.publish("x", "break off")).isInstanceOf(IOException.class);

        try (var files = java.nio.file.Files.list(gate.directory)) {
            assertThat(files.filter(f -> f.getFileName().toString().startsWith("draft"))).isEmpty();
        }
    }

    @Test
    void whoMayNotPublishChangesNothing() throws Exception {
        var reader = new Principal("bob", Role.READ, Set.of());

        assertThat(gate.ask(Method.PUT, "publish/x", "add 1 a one", reader).status())
                .isEqualTo(403);
        assertThat(gate.ask(Method.PUT, "publish/x", "add 1 a one", Principal.ANONYMOUS).status())
                .isEqualTo(401);
        assertThat(gate.ask(Method.GET, "index/x", "", Principal.ANONYMOUS).status())
                .isEqualTo(401);
        assertThat(gate.metadata.local(gate.key("x"))).isEmpty();
    }

    @Test
    void aClaimEndsProvenanceAndPinsAndReservesTheName() throws Exception {
        shared();

        assertThat(gate.services.names().claim(gate.mount(), x(), ORDER)).isEqualTo(4);

        assertThat(gate.provenance("x")).isEmpty();
        assertThat(gate.index("x").status()).isEqualTo(403);
        assertThat(gate.file("x", "1", "x-1").status()).isEqualTo(403);
        assertThat(gate.audit()).contains("CLAIM lines:x");
        assertThat(gate.services.names().claim(gate.mount(), x(), ORDER)).isZero();
    }

    @Test
    void aClaimAgainstOneUpstreamLeavesTheOthersTheirs() throws Exception {
        shared();
        var order = new NameService.Order("root", "why", Optional.of(new SourceId("Q")));

        assertThat(gate.services.names().claim(gate.mount(), x(), order)).isEqualTo(1);
        assertThat(gate.provenance("x")).containsExactly("P");
        assertThat(gate.versions("x")).containsExactly("1 P");
    }

    @Test
    void forgettingEndsProvenanceOnlyAndPresenceDecidesAgain() throws Exception {
        shared();
        var trusted = gate.trusted("V");
        gate.change("P", u -> Knobs.mode(u, Mode.CACHE_ONLY, true));

        assertThat(gate.services.names().forget(gate.mount(), x(), ORDER)).isEqualTo(1);

        assertThat(gate.file("x", "1", "x-1").status()).isEqualTo(200);
        assertThat(trusted.asked("index/x")).isEqualTo(1);
        gate.local("x", "7");
        assertThat(gate.file("x", "1", "x-1").status()).isEqualTo(403);
    }

    @Test
    void aTrustedUpstreamsRecordsAreNotClaimed() throws Exception {
        gate.trusted("V").index("x", Gate.line("1", "x-1", BYTES)).file("x", "x-1", BYTES);
        gate.file("x", "1", "x-1");

        assertThat(gate.services.names().forget(gate.mount(), x(), ORDER)).isZero();
        assertThat(gate.provenance("x")).containsExactly("V");
    }
}
