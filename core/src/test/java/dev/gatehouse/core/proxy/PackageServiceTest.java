package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.RefusedException;
import dev.gatehouse.core.format.Shipment;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.proxy.StoredPackages.Stored;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Packages are taken and deleted as people count them. */
class PackageServiceTest {
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

    @Test
    void whatIsSentIsPublishedAndToldAsItIsStored() throws Exception {
        Stored sent = packed.receive("1", false, "a", "b");

        assertThat(sent.parcel().parts()).hasSize(2);
        assertThat(sent.owner()).isEqualTo(SourceId.LOCAL);
        assertThat(sent.release()).isPresent();
        assertThat(gate.versions("x")).containsExactly("1 local");
    }

    @Test
    void ofAFormatThatCountsFilesTheOneThatWasSentIsTold() throws Exception {
        countFiles();
        packed.receive("1", false, "a");

        Stored second = packed.receive("1", false, "b");

        assertThat(second.item().file().orElseThrow().value()).isEqualTo("b");
        assertThat(second.parcel().parts()).hasSize(1);
    }

    @Test
    void theSameBytesOnceMoreAreNoFaultOnlyIfThatWasSaid() throws Exception {
        packed.receive("1", false, "a", "b");
        long revision = gate.metadata.local(gate.key("x")).orElseThrow().revision();

        packed.receive("1", true, "a", "b");

        assertThat(gate.metadata.local(gate.key("x")).orElseThrow().revision()).isEqualTo(revision);
        assertThatThrownBy(() -> packed.receive("1", true, "a other bytes"))
                .isInstanceOf(RefusedException.class);
        packed.receive("1", true, "a", "c");
        assertThat(packed.stored("1").parcel().parts()).hasSize(3);
    }

    @Test
    void aDeletedVersionIsNotThereOnceMoreUntilItIsSentAgain() throws Exception {
        Stored sent = packed.receive("1", false, "a");
        assertThat(gate.services.packages().delete(sent, Gate.ALICE)).isEmpty();
        assertThat(gate.versions("x")).containsExactly("404");

        packed.receive("1", true, "a");

        assertThat(gate.versions("x")).containsExactly("1 local");
    }

    @Test
    void aFormatWithoutPackagesTakesNone() throws Exception {
        try (Gate plain = new Gate()) {
            Shipment nothing = new Shipment(Map.of(), List.of(), false, "alice");

            assertThatThrownBy(
                            () ->
                                    plain.services
                                            .packages()
                                            .receive(plain.mount(), nothing, Gate.ALICE))
                    .isInstanceOf(RefusedException.class);
            plain.local("x", "1");
            assertThat(plain.services.packages().stored().all(plain.mount())).isEmpty();
        }
    }

    @Test
    void aFormatWithoutPackagesDeletesNone() throws Exception {
        Stored sent = packed.receive("1", false, "a");
        var plain =
                new Mount<>(Gate.REPOSITORY, "main", new LineFormat(), gate.mount().settings(), 1);
        Stored elsewhere = PackedGate.seen(sent, plain, sent.release());

        Optional<Refusal> refusal = gate.services.packages().delete(elsewhere, Gate.ALICE);

        assertThat(refusal.orElseThrow()).isInstanceOf(Refusal.Invalid.class);
        assertThat(gate.versions("x")).containsExactly("1 local");
    }

    @Test
    void whatIsGoneCannotBeDeletedOnceMore() throws Exception {
        Stored sent = packed.receive("1", false, "a");
        gate.services.packages().delete(sent, Gate.ALICE);

        assertThat(gate.services.packages().delete(sent, Gate.ALICE)).isPresent();
    }

    @Test
    void ofACachedPackageTheBytesGoAndTheProvenanceStays() throws Exception {
        Stored cached = packed.cached();

        assertThat(gate.services.packages().delete(cached, Gate.ALICE)).isEmpty();

        assertThat(gate.metadata.files(gate.key("x"))).isEmpty();
        assertThat(gate.metadata.pins(gate.key("x"))).isEmpty();
        assertThat(gate.provenance("x")).containsExactly("P");
        assertThat(gate.audit()).contains("DELETE lines:x P");
        assertThat(gate.file("x", "1", "f").status()).isEqualTo(200);
    }

    @Test
    void ofACachedPackageThatIsGoneNothingIsWrittenDown() throws Exception {
        Stored cached = packed.cached();
        gate.services.packages().delete(cached, Gate.ALICE);
        long entries = gate.audit().stream().filter("DELETE lines:x P"::equals).count();

        gate.services.packages().delete(cached, Gate.ALICE);

        assertThat(gate.audit()).filteredOn("DELETE lines:x P"::equals).hasSize((int) entries);
    }

    @Test
    void aVersionThatHasBecomeAnothersKeepsItsOwnerWhenTheCachedOneIsDeleted() throws Exception {
        Stored cached = packed.cached();
        gate.services.names().claim(gate.mount(), LineFormat.named("x"), NamesTest.ORDER);
        gate.local("x", "1");

        gate.services.packages().delete(cached, Gate.ALICE);

        assertThat(gate.metadata.pins(gate.key("x")))
                .containsEntry(new Version("1"), SourceId.LOCAL);
    }

    @Test
    void oneFileOfSeveralLeavesTheVersionToItsOwner() throws Exception {
        countFiles();
        gate.untrusted("P")
                .index(
                        "x",
                        Gate.line("1", "f", PackedGate.BYTES),
                        Gate.line("1", "g", PackedGate.BYTES))
                .file("x", "f", PackedGate.BYTES)
                .file("x", "g", PackedGate.BYTES);
        packed.serveBoth();
        gate.file("x", "1", "f");
        gate.file("x", "1", "g");

        gate.services.packages().delete(packed.stored("1"), Gate.ALICE);

        assertThat(gate.metadata.files(gate.key("x"))).hasSize(1);
        assertThat(gate.metadata.pins(gate.key("x"))).hasSize(1);
        gate.services.packages().delete(packed.stored("1"), Gate.ALICE);
        assertThat(gate.metadata.pins(gate.key("x"))).isEmpty();
    }
}
