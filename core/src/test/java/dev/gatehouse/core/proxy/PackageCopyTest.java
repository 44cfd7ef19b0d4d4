package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.RefusedException;
import dev.gatehouse.core.model.Provenance;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.proxy.StoredPackages.Stored;
import dev.gatehouse.core.store.Change;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A copy is published elsewhere, unless the package is not served where it is. */
class PackageCopyTest {
    private static final Principal ROOT = new Principal("root", Role.ADMIN, Set.of());
    private PackedGate packed;
    private Gate gate;

    @BeforeEach
    void open() throws Exception {
        packed = new PackedGate(false);
        gate = packed.gate;
    }

    private void countFiles() throws Exception {
        packed.close();
        packed = new PackedGate(true);
        gate = packed.gate;
    }

    @AfterEach
    void close() throws Exception {
        packed.close();
    }

    private Stored copy(Stored from, boolean again) throws Exception {
        var how = new PackageService.Copying(again, Optional.of("it was looked at"));
        return gate.services.packages().copy(from, packed.other(), ROOT, how);
    }

    private Refusal refused(Stored from) {
        try {
            copy(from, false);
            throw new AssertionError("it was copied");
        } catch (RefusedException e) {
            return e.refusal();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aCopyIsPublishedElsewhereWithTheSameBytes() throws Exception {
        Stored copied = copy(packed.cached(), false);

        assertThat(copied.mount().repositoryName()).isEqualTo("other");
        assertThat(copied.owner()).isEqualTo(SourceId.LOCAL);
        assertThat(copied.parcel().primary().sha256().hex())
                .isEqualTo(Gate.sha256(PackedGate.BYTES));
        copy(packed.stored("1"), true);
        assertThat(packed.packages().all(packed.other())).hasSize(1);
    }

    @Test
    void whatIsHeldIsNotCopied() throws Exception {
        Stored cached = packed.cached();
        gate.services.items().hold(gate.mount(), cached.item(), "bob", "looks odd");

        assertThat(refused(cached)).isInstanceOf(Refusal.Held.class);

        assertThat(packed.packages().all(packed.other())).isEmpty();
    }

    @Test
    void aHeldFileIsNotCopied() throws Exception {
        countFiles();
        Stored sent = packed.receive("1", false, "a");
        Stored free = packed.receive("1", false, "b");
        gate.services.items().hold(gate.mount(), sent.item(), "bob", "looks odd");

        assertThat(refused(sent)).isInstanceOf(Refusal.Held.class);

        assertThat(copy(free, false).item().file()).isEqualTo(free.item().file());
    }

    @Test
    void whatItsSourceMayNotServeAnyMoreIsNotCopied() throws Exception {
        Stored cached = packed.cached();
        gate.services.names().forget(gate.mount(), LineFormat.named("x"), NamesTest.ORDER);
        gate.local("x", "7");
        packed.serveBoth();
        assertThat(gate.file("x", "1", "f").status()).isEqualTo(403);

        Refusal refusal = refused(cached);

        assertThat(refusal.text()).isEqualTo("Blocked by rule 2: x is owned by local");
        assertThat(packed.packages().all(packed.other())).isEmpty();
        gate.configure(Knobs::monitor);
        packed.serveBoth();
        assertThat(copy(packed.stored("1"), false).owner()).isEqualTo(SourceId.LOCAL);
    }

    @Test
    void ofAnUndecidedNameNothingIsCopiedThatIsWithheld() throws Exception {
        Stored cached = packed.cached();
        gate.services.names().forget(gate.mount(), LineFormat.named("x"), NamesTest.ORDER);
        gate.trusted("V").down();
        packed.serveBoth();

        assertThat(refused(cached).text()).isEqualTo("Undecided by rule 4: V did not answer");

        var supplied =
                new Provenance(
                        gate.key("x"),
                        new SourceId("P"),
                        gate.clock.instant(),
                        gate.clock.instant(),
                        cached.parcel().primary().file(),
                        "alice");
        gate.metadata.commit(new Change.PutProvenance(supplied));
        gate.kernel().epochs().move(gate.key("x"));
        assertThat(copy(cached, false).owner()).isEqualTo(SourceId.LOCAL);
    }

    @Test
    void ofARepositoryThatIsGoneNothingIsCopied() throws Exception {
        Stored cached = packed.cached();
        gate.catalogue.replace(Map.of(new Catalogue.Place("other", LineFormat.ID), packed.other()));

        assertThat(refused(cached).text()).isEqualTo("the repository main was removed");
    }

    @Test
    void aCopyOfLostBytesSaysSo() throws Exception {
        Stored cached = packed.cached();
        gate.blobs.delete(cached.parcel().primary().sha256());

        assertThatThrownBy(() -> copy(cached, false))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("lost");
    }
}
