package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.RefusedException;
import dev.gatehouse.core.format.Shipment;
import dev.gatehouse.core.model.Provenance;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.proxy.StoredPackages.Stored;
import dev.gatehouse.core.store.BlobDraft;
import dev.gatehouse.core.store.Change;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Packages are taken, copied and deleted as people count them. */
class PackageServiceTest {
    private static final byte[] BYTES = "of P".getBytes(StandardCharsets.UTF_8);
    private Gate gate;
    private Mount<?, ?> other;

    @BeforeEach
    void open() throws Exception {
        gate = new Gate(new PackedLineFormat(false));
        serveBoth();
    }

    private void countFiles() throws Exception {
        gate.close();
        gate = new Gate(new PackedLineFormat(true));
        serveBoth();
    }

    /** Beside {@code main} as it is now a repository {@code other}, with the same upstreams. */
    private void serveBoth() {
        var main = gate.mount();
        other =
                new Mount<>(
                        new RepositoryId("other-id"),
                        "other",
                        main.format(),
                        main.settings(),
                        main.generation());
        gate.catalogue.replace(
                Map.of(
                        new Catalogue.Place("main", LineFormat.ID), main,
                        new Catalogue.Place("other", LineFormat.ID), other));
    }

    @AfterEach
    void close() throws Exception {
        gate.close();
    }

    private Stored receive(String version, boolean again, String... files) throws Exception {
        List<Shipment.Item> items = new ArrayList<>();
        for (String file : files) {
            BlobDraft draft = gate.services.packages().draft();
            draft.sink().write(file.getBytes(StandardCharsets.UTF_8));
            items.add(new Shipment.Item("file", file.substring(0, 1), draft));
        }
        return gate.services
                .packages()
                .receive(
                        gate.mount(),
                        new Shipment(
                                Map.of("name", "x", "version", version), items, again, "alice"),
                        Gate.ALICE);
    }

    private Stored stored(String version) throws IOException {
        return gate.services.packages().stored().of(gate.mount(), LineFormat.named("x")).stream()
                .filter(s -> s.item().version().value().equals(version))
                .findFirst()
                .orElseThrow();
    }

    /** A version of which P's bytes are stored. */
    private Stored cached() throws Exception {
        gate.untrusted("P").index("x", Gate.line("1", "f", BYTES)).file("x", "f", BYTES);
        serveBoth();
        assertThat(gate.file("x", "1", "f").status()).isEqualTo(200);
        return stored("1");
    }

    private Stored copy(Stored from, boolean again) throws Exception {
        return gate.services.packages().copy(from, other, Gate.ALICE, again);
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
    void whatIsSentIsPublishedAndToldAsItIsStored() throws Exception {
        Stored sent = receive("1", false, "a", "b");

        assertThat(sent.parcel().parts()).hasSize(2);
        assertThat(sent.owner()).isEqualTo(SourceId.LOCAL);
        assertThat(sent.release()).isPresent();
        assertThat(gate.versions("x")).containsExactly("1 local");
    }

    @Test
    void ofAFormatThatCountsFilesTheOneThatWasSentIsTold() throws Exception {
        countFiles();
        receive("1", false, "a");

        Stored second = receive("1", false, "b");

        assertThat(second.item().file().orElseThrow().value()).isEqualTo("b");
        assertThat(second.parcel().parts()).hasSize(1);
    }

    @Test
    void theSameBytesOnceMoreAreNoFaultOnlyIfThatWasSaid() throws Exception {
        receive("1", false, "a", "b");
        long revision = gate.metadata.local(gate.key("x")).orElseThrow().revision();

        receive("1", true, "a", "b");

        assertThat(gate.metadata.local(gate.key("x")).orElseThrow().revision()).isEqualTo(revision);
        assertThatThrownBy(() -> receive("1", true, "a other bytes"))
                .isInstanceOf(RefusedException.class);
        receive("1", true, "a", "c");
        assertThat(stored("1").parcel().parts()).hasSize(3);
    }

    @Test
    void aDeletedVersionIsNotThereOnceMoreUntilItIsSentAgain() throws Exception {
        Stored sent = receive("1", false, "a");
        assertThat(gate.services.packages().delete(sent, Gate.ALICE)).isEmpty();
        assertThat(gate.versions("x")).containsExactly("404");

        receive("1", true, "a");

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
        Stored sent = receive("1", false, "a");
        var plain =
                new Mount<>(Gate.REPOSITORY, "main", new LineFormat(), gate.mount().settings(), 1);
        Stored elsewhere =
                new Stored(plain, sent.parcel(), sent.state(), sent.owner(), sent.release());

        Optional<Refusal> refusal = gate.services.packages().delete(elsewhere, Gate.ALICE);

        assertThat(refusal.orElseThrow()).isInstanceOf(Refusal.Invalid.class);
        assertThat(gate.versions("x")).containsExactly("1 local");
    }

    @Test
    void whatIsGoneCannotBeDeletedOnceMore() throws Exception {
        Stored sent = receive("1", false, "a");
        gate.services.packages().delete(sent, Gate.ALICE);

        assertThat(gate.services.packages().delete(sent, Gate.ALICE)).isPresent();
    }

    @Test
    void ofACachedPackageTheBytesGoAndTheProvenanceStays() throws Exception {
        Stored cached = cached();

        assertThat(gate.services.packages().delete(cached, Gate.ALICE)).isEmpty();

        assertThat(gate.metadata.files(gate.key("x"))).isEmpty();
        assertThat(gate.metadata.pins(gate.key("x"))).isEmpty();
        assertThat(gate.provenance("x")).containsExactly("P");
        assertThat(gate.audit()).contains("DELETE lines:x P");
        assertThat(gate.file("x", "1", "f").status()).isEqualTo(200);
    }

    @Test
    void ofACachedPackageThatIsGoneNothingIsWrittenDown() throws Exception {
        Stored cached = cached();
        gate.services.packages().delete(cached, Gate.ALICE);
        long entries = gate.audit().stream().filter("DELETE lines:x P"::equals).count();

        gate.services.packages().delete(cached, Gate.ALICE);

        assertThat(gate.audit()).filteredOn("DELETE lines:x P"::equals).hasSize((int) entries);
    }

    @Test
    void aVersionThatHasBecomeAnothersKeepsItsOwnerWhenTheCachedOneIsDeleted() throws Exception {
        Stored cached = cached();
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
                .index("x", Gate.line("1", "f", BYTES), Gate.line("1", "g", BYTES))
                .file("x", "f", BYTES)
                .file("x", "g", BYTES);
        serveBoth();
        gate.file("x", "1", "f");
        gate.file("x", "1", "g");

        gate.services.packages().delete(stored("1"), Gate.ALICE);

        assertThat(gate.metadata.files(gate.key("x"))).hasSize(1);
        assertThat(gate.metadata.pins(gate.key("x"))).hasSize(1);
        gate.services.packages().delete(stored("1"), Gate.ALICE);
        assertThat(gate.metadata.pins(gate.key("x"))).isEmpty();
    }

    @Test
    void aCopyIsPublishedElsewhereWithTheSameBytes() throws Exception {
        Stored copied = copy(cached(), false);

        assertThat(copied.mount().repositoryName()).isEqualTo("other");
        assertThat(copied.owner()).isEqualTo(SourceId.LOCAL);
        assertThat(copied.parcel().primary().sha256().hex()).isEqualTo(Gate.sha256(BYTES));
        copy(stored("1"), true);
        assertThat(gate.services.packages().stored().all(other)).hasSize(1);
    }

    @Test
    void whatIsHeldIsNotCopied() throws Exception {
        Stored cached = cached();
        gate.services.items().hold(gate.mount(), cached.item(), "bob", "looks odd");

        assertThat(refused(cached)).isInstanceOf(Refusal.Held.class);

        assertThat(gate.services.packages().stored().all(other)).isEmpty();
    }

    @Test
    void aHeldFileIsNotCopied() throws Exception {
        countFiles();
        Stored sent = receive("1", false, "a");
        Stored free = receive("1", false, "b");
        gate.services.items().hold(gate.mount(), sent.item(), "bob", "looks odd");

        assertThat(refused(sent)).isInstanceOf(Refusal.Held.class);

        assertThat(copy(free, false).item().file()).isEqualTo(free.item().file());
    }

    @Test
    void whatItsSourceMayNotServeAnyMoreIsNotCopied() throws Exception {
        Stored cached = cached();
        gate.services.names().forget(gate.mount(), LineFormat.named("x"), NamesTest.ORDER);
        gate.local("x", "7");
        serveBoth();
        assertThat(gate.file("x", "1", "f").status()).isEqualTo(403);

        Refusal refusal = refused(cached);

        assertThat(refusal.text()).isEqualTo("Blocked by rule 2: x is owned by local");
        assertThat(gate.services.packages().stored().all(other)).isEmpty();
        gate.configure(Knobs::monitor);
        serveBoth();
        assertThat(copy(stored("1"), false).owner()).isEqualTo(SourceId.LOCAL);
    }

    @Test
    void ofAnUndecidedNameNothingIsCopiedThatIsWithheld() throws Exception {
        Stored cached = cached();
        gate.services.names().forget(gate.mount(), LineFormat.named("x"), NamesTest.ORDER);
        gate.trusted("V").down();
        serveBoth();

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
        Stored cached = cached();
        gate.catalogue.replace(Map.of(new Catalogue.Place("other", LineFormat.ID), other));

        assertThat(refused(cached).text()).isEqualTo("the repository main was removed");
    }

    @Test
    void aCopyOfLostBytesSaysSo() throws Exception {
        Stored cached = cached();
        gate.blobs.delete(cached.parcel().primary().sha256());

        assertThatThrownBy(() -> copy(cached, false))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("lost");
    }
}
