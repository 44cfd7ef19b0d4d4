package dev.gatehouse.core.store;

import static dev.gatehouse.core.store.Records.INTERNAL;
import static dev.gatehouse.core.store.Records.MAIN;
import static dev.gatehouse.core.store.Records.NOON;
import static dev.gatehouse.core.store.Records.NPM;
import static dev.gatehouse.core.store.Records.OTHER;
import static dev.gatehouse.core.store.Records.PUBLIC;
import static dev.gatehouse.core.store.Records.event;
import static dev.gatehouse.core.store.Records.file;
import static dev.gatehouse.core.store.Records.index;
import static dev.gatehouse.core.store.Records.key;
import static dev.gatehouse.core.store.Records.local;
import static dev.gatehouse.core.store.Records.provenance;
import static dev.gatehouse.core.store.Records.token;
import static dev.gatehouse.core.store.Records.upstream;
import static dev.gatehouse.core.store.Records.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.store.MetadataStore.Durability;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What every {@link MetadataStore} does with single records; listings are in another contract. */
public abstract class MetadataStoreContract {
    private static final PackageKey ACME = key("@acme/ui");

    private MetadataStore store;

    /** A new, empty store. */
    protected abstract MetadataStore create() throws IOException;

    @BeforeEach
    void createStore() throws IOException {
        store = create();
    }

    @AfterEach
    void closeStore() throws IOException {
        store.close();
    }

    @Test
    void aNewStoreHasNothing() throws IOException {
        assertThat(store.indexes().find(MAIN, IndexKey.of(ACME.name()), PUBLIC)).isEmpty();
        assertThat(store.releases().local(ACME)).isEmpty();
        assertThat(store.releases().files(ACME)).isEmpty();
        assertThat(store.releases().pins(ACME)).isEmpty();
        assertThat(store.provenance().of(ACME)).isEmpty();
        assertThat(store.presence().present(ACME)).isEmpty();
        assertThat(store.presence().absent(ACME)).isEmpty();
        assertThat(store.audit().list(Optional.empty(), 10)).isEmpty();
        assertThat(store.identities().tokens()).isEmpty();
        assertThat(store.identities().repositories()).isEmpty();
        assertThat(store.managed().all()).isEmpty();
    }

    @Test
    void anIndexIsFoundByRepositoryKeyAndSourceAlone() throws IOException {
        IndexKey whole = IndexKey.of(ACME.name());
        IndexKey part = new IndexKey(ACME.name(), "1.0-SNAPSHOT");
        store.commit(
                new Change.PutIndex(index(MAIN, whole, PUBLIC)),
                new Change.PutIndex(index(MAIN, part, PUBLIC)));

        IndexView indexes = store.indexes();
        assertThat(indexes.find(MAIN, whole, PUBLIC)).contains(index(MAIN, whole, PUBLIC));
        assertThat(indexes.find(MAIN, part, PUBLIC)).contains(index(MAIN, part, PUBLIC));
        assertThat(indexes.find(MAIN, whole, INTERNAL)).isEmpty();
        assertThat(indexes.find(OTHER, whole, PUBLIC)).isEmpty();
    }

    @Test
    void aDroppedIndexIsGone() throws IOException {
        IndexKey whole = IndexKey.of(ACME.name());
        store.commit(
                new Change.PutIndex(index(MAIN, whole, PUBLIC)),
                new Change.PutIndex(index(MAIN, whole, INTERNAL)));

        store.commit(new Change.DropIndex(MAIN, whole, PUBLIC));

        assertThat(store.indexes().find(MAIN, whole, PUBLIC)).isEmpty();
        assertThat(store.indexes().find(MAIN, whole, INTERNAL)).isPresent();
    }

    @Test
    void aLocalNameKeepsItsReleasesInOrderOfPublication() throws IOException {
        LocalPackage first = local(ACME, "2.0.0", "1.0.0", "10.0.0");
        store.commit(new Change.PutLocal(first));

        LocalPackage found = store.releases().local(ACME).orElseThrow();

        assertThat(found).isEqualTo(first);
        assertThat(found.releases().keySet())
                .containsExactly(version("2.0.0"), version("1.0.0"), version("10.0.0"));
    }

    @Test
    void aLocalNameIsReplacedAsAWhole() throws IOException {
        store.commit(new Change.PutLocal(local(ACME, "1.0.0", "2.0.0")));

        store.commit(new Change.PutLocal(local(ACME)));

        assertThat(store.releases().local(ACME)).contains(local(ACME));
    }

    @Test
    void aDeletedReleaseIsStillKnown() throws IOException {
        LocalPackage local = local(ACME, "1.0.0");
        LocalRelease release = local.find(version("1.0.0")).orElseThrow();
        LocalPackage without = local.with(release.in(LocalRelease.State.DELETED));

        store.commit(new Change.PutLocal(without));

        assertThat(store.releases().local(ACME)).contains(without);
    }

    @Test
    void aLocalNameEndsOnlyWhenItIsDropped() throws IOException {
        store.commit(
                new Change.PutLocal(local(ACME, "1.0.0")),
                new Change.PutFile(file(ACME, "1.0.0", "p.tgz", SourceId.LOCAL)));

        store.commit(new Change.DropFile(ACME, version("1.0.0"), new FileName("p.tgz")));
        assertThat(store.releases().local(ACME)).isPresent();

        store.commit(new Change.DropLocal(ACME));
        assertThat(store.releases().local(ACME)).isEmpty();
        assertThat(store.releases().localNames(MAIN, NPM, Optional.empty(), 9)).isEmpty();
    }

    @Test
    void filesAreFoundOneByOneAndByPackage() throws IOException {
        StoredFile one = file(ACME, "1.0.0", "p-1.0.0.tgz", PUBLIC);
        StoredFile two = file(ACME, "1.0.0", "p-1.0.0.tgz.sig", PUBLIC);
        StoredFile other = file(key("@acme/ui-kit"), "1.0.0", "p-1.0.0.tgz", PUBLIC);
        store.commit(new Change.PutFile(one), new Change.PutFile(two), new Change.PutFile(other));

        ReleaseView releases = store.releases();
        assertThat(releases.files(ACME)).containsExactlyInAnyOrder(one, two);
        assertThat(releases.file(ACME, version("1.0.0"), one.file())).contains(one);
        assertThat(releases.file(ACME, version("1.0.1"), one.file())).isEmpty();
        assertThat(releases.file(ACME, version("1.0.0"), new FileName("p-1.0.0.tg"))).isEmpty();
    }

    @Test
    void namesVersionsAndFilesNeverRunTogether() throws IOException {
        StoredFile one = file(key("ab"), "c", "d", PUBLIC);
        StoredFile two = file(key("a"), "bc", "d", PUBLIC);
        StoredFile three = file(key("a"), "b", "cd", PUBLIC);
        store.commit(new Change.PutFile(one), new Change.PutFile(two), new Change.PutFile(three));

        assertThat(store.releases().files(key("ab"))).containsExactly(one);
        assertThat(store.releases().files(key("a"))).containsExactlyInAnyOrder(two, three);
    }

    @Test
    void namesAreTakenLiterallyWhateverTheirCharacters() throws IOException {
        for (String name :
                List.of(
                        "*",
                        "?",
                        "[a-z]",
                        "%",
                        "a b",
                        "é",
                        "e\u0301",
                        "\ud800",
                        "\ud83d\ude00",
                        "A",
                        "a")) {
            store.commit(new Change.PutPresent(key(name), INTERNAL, NOON));
            store.commit(new Change.PutFile(file(key(name), name, name, PUBLIC)));
        }

        assertThat(store.presence().present(key("?"))).hasSize(1);
        assertThat(store.presence().present(key("b"))).isEmpty();
        assertThat(store.presence().present(key("\ud801"))).isEmpty();
        assertThat(store.releases().files(key("\ud800")))
                .containsExactly(file(key("\ud800"), "\ud800", "\ud800", PUBLIC));
        assertThat(store.releases().storedNames(MAIN, NPM, Optional.empty(), 99)).hasSize(11);
    }

    @Test
    void pinsTieVersionsToTheirOwners() throws IOException {
        store.commit(
                new Change.Pin(ACME, version("1.0.0"), PUBLIC),
                new Change.Pin(ACME, version("2.0.0"), INTERNAL),
                new Change.Pin(ACME, version("3.0.0"), INTERNAL),
                new Change.Pin(key("@acme/ui-kit"), version("9.0.0"), INTERNAL));

        store.commit(new Change.Unpin(ACME, version("3.0.0")));

        assertThat(store.releases().pins(ACME))
                .isEqualTo(Map.of(version("1.0.0"), PUBLIC, version("2.0.0"), INTERNAL));
    }

    @Test
    void provenanceIsKeptForEachUpstream() throws IOException {
        store.commit(
                new Change.PutProvenance(provenance(ACME, PUBLIC)),
                new Change.PutProvenance(provenance(ACME, INTERNAL)),
                new Change.PutProvenance(provenance(ACME, INTERNAL)));
        assertThat(store.provenance().of(ACME))
                .containsExactlyInAnyOrder(provenance(ACME, PUBLIC), provenance(ACME, INTERNAL));

        store.commit(new Change.DropProvenance(ACME, PUBLIC));

        assertThat(store.provenance().of(ACME)).containsExactly(provenance(ACME, INTERNAL));
    }

    @Test
    void presentAndAbsentAreKeptApart() throws IOException {
        store.commit(
                new Change.PutPresent(ACME, INTERNAL, NOON),
                new Change.PutPresent(ACME, PUBLIC, NOON),
                new Change.PutAbsent(ACME, PUBLIC, NOON.plusSeconds(1)));
        assertThat(store.presence().present(ACME)).isEqualTo(Map.of(INTERNAL, NOON, PUBLIC, NOON));

        store.commit(new Change.DropPresent(ACME, PUBLIC));

        assertThat(store.presence().present(ACME)).isEqualTo(Map.of(INTERNAL, NOON));
        assertThat(store.presence().absent(ACME)).isEqualTo(Map.of(PUBLIC, NOON.plusSeconds(1)));
    }

    @Test
    void identitiesAndTokensAreKeptAsTheyWere() throws IOException {
        var repository = new RepositoryIdentity(MAIN, "main", NOON);
        StoredToken token = token("01JTOKEN", "ci");
        store.commit(
                new Change.PutRepository(repository),
                new Change.PutUpstream(upstream(MAIN, PUBLIC, "public")),
                new Change.PutUpstream(upstream(OTHER, INTERNAL, "internal")),
                new Change.PutToken(token));

        IdentityView identities = store.identities();
        assertThat(identities.repositories()).containsExactly(repository);
        assertThat(identities.upstreams(MAIN)).containsExactly(upstream(MAIN, PUBLIC, "public"));
        assertThat(identities.tokens()).containsExactly(token);

        store.commit(new Change.PutUpstream(upstream(MAIN, PUBLIC, "renamed")));
        assertThat(identities.upstreams(MAIN)).containsExactly(upstream(MAIN, PUBLIC, "renamed"));
    }

    @Test
    void auditEventsAreKeptAsTheyWere() throws IOException {
        store.commit(List.of(new Change.PutAudit(event("01J1"))), Durability.BEHIND);

        assertThat(store.audit().list(Optional.empty(), 10)).containsExactly(event("01J1"));
    }

    @Test
    void changesOfOneCommitApplyInOrder() throws IOException {
        store.commit(
                new Change.Pin(ACME, version("1.0.0"), PUBLIC),
                new Change.Unpin(ACME, version("1.0.0")),
                new Change.Unpin(ACME, version("2.0.0")),
                new Change.Pin(ACME, version("2.0.0"), PUBLIC));

        assertThat(store.releases().pins(ACME)).isEqualTo(Map.of(version("2.0.0"), PUBLIC));
    }

    @Test
    void anEmptyCommitChangesNothing() throws IOException {
        store.commit(List.of(), Durability.SYNCED);

        assertThat(store.releases().pins(ACME)).isEmpty();
    }

    @Test
    void aClosedStoreSaysSoInsteadOfFindingNothing() throws IOException {
        store.commit(new Change.PutLocal(local(ACME, "1.0.0")));

        store.close();

        assertThatIOException().isThrownBy(() -> store.releases().local(ACME));
        assertThatIOException()
                .isThrownBy(() -> store.releases().file(ACME, version("1"), new FileName("f")));
        assertThatIOException().isThrownBy(() -> store.presence().present(ACME));
        assertThatIOException().isThrownBy(() -> store.commit(new Change.DropLocal(ACME)));
    }

    @Test
    void sizesNameTheKindsOfRecords() {
        assertThat(store.sizes().entries()).containsKeys("releases", "files", "provenance");
    }
}
