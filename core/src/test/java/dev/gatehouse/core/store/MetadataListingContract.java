package dev.gatehouse.core.store;

import static dev.gatehouse.core.store.Records.INTERNAL;
import static dev.gatehouse.core.store.Records.MAIN;
import static dev.gatehouse.core.store.Records.NOON;
import static dev.gatehouse.core.store.Records.NPM;
import static dev.gatehouse.core.store.Records.OTHER;
import static dev.gatehouse.core.store.Records.PUBLIC;
import static dev.gatehouse.core.store.Records.PYPI;
import static dev.gatehouse.core.store.Records.event;
import static dev.gatehouse.core.store.Records.file;
import static dev.gatehouse.core.store.Records.index;
import static dev.gatehouse.core.store.Records.key;
import static dev.gatehouse.core.store.Records.local;
import static dev.gatehouse.core.store.Records.managed;
import static dev.gatehouse.core.store.Records.npm;
import static dev.gatehouse.core.store.Records.provenance;
import static dev.gatehouse.core.store.Records.upstream;
import static dev.gatehouse.core.store.Records.version;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What every {@link MetadataStore} lists, and what goes with a repository or an upstream. */
public abstract class MetadataListingContract {
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
    void managedRepositoriesAreReplacedAsAWholeAndEndWithTheirRepository() throws IOException {
        store.commit(
                new Change.PutManaged(managed(OTHER, "internal")),
                new Change.PutManaged(managed(MAIN, "public")));
        assertThat(store.managed().all())
                .containsExactly(managed(MAIN, "public"), managed(OTHER, "internal"));

        store.commit(new Change.PutManaged(managed(MAIN, "renamed")));
        assertThat(store.managed().all())
                .containsExactly(managed(MAIN, "renamed"), managed(OTHER, "internal"));

        store.commit(new Change.DropRepository(MAIN));
        assertThat(store.managed().all()).containsExactly(managed(OTHER, "internal"));
    }

    @Test
    void localNamesComeInOrderAndInPages() throws IOException {
        for (String name : List.of("b", "a", "a-b", "@z/a", "c", "B")) {
            store.commit(new Change.PutLocal(local(key(name), "1.0.0")));
        }

        ReleaseView releases = store.releases();
        assertThat(releases.localNames(MAIN, NPM, Optional.empty(), 99))
                .isSorted()
                .extracting(PackageName::value)
                .containsExactly("@z/a", "B", "a", "a-b", "b", "c");
        assertThat(releases.localNames(MAIN, NPM, Optional.of(npm("a")), 2))
                .containsExactly(npm("a-b"), npm("b"));
        assertThat(releases.localNames(MAIN, NPM, Optional.of(npm("aa")), 1))
                .containsExactly(npm("b"));
        assertThat(releases.localNames(MAIN, NPM, Optional.of(npm("c")), 9)).isEmpty();
    }

    @Test
    void namesOfOtherRepositoriesAndFormatsAreNotListed() throws IOException {
        PackageKey pypi = new PackageKey(MAIN, new PackageName(PYPI, "flask"));
        store.commit(
                new Change.PutLocal(local(key("a"))),
                new Change.PutLocal(local(new PackageKey(OTHER, npm("b")))),
                new Change.PutLocal(local(pypi)));

        ReleaseView releases = store.releases();
        assertThat(releases.localNames(MAIN, NPM, Optional.empty(), 9)).containsExactly(npm("a"));
        assertThat(releases.localNames(MAIN, PYPI, Optional.empty(), 9))
                .containsExactly(pypi.name());
        assertThat(releases.localNames(OTHER, NPM, Optional.empty(), 9)).containsExactly(npm("b"));
    }

    @Test
    void storedNamesAreListedOnceHoweverManyFilesTheyHave() throws IOException {
        store.commit(
                new Change.PutFile(file(key("b"), "1.0.0", "b-1.tgz", PUBLIC)),
                new Change.PutFile(file(key("a"), "1.0.0", "a-1.tgz", PUBLIC)),
                new Change.PutFile(file(key("a"), "2.0.0", "a-2.tgz", PUBLIC)),
                new Change.PutFile(file(key("aa"), "2.0.0", "a-2.tgz", PUBLIC)));

        ReleaseView releases = store.releases();
        assertThat(releases.storedNames(MAIN, NPM, Optional.empty(), 2))
                .containsExactly(npm("a"), npm("aa"));
        assertThat(releases.storedNames(MAIN, NPM, Optional.of(npm("a")), 9))
                .containsExactly(npm("aa"), npm("b"));
    }

    @Test
    void presentNamesAreListedOnceHoweverManySourcesHaveThem() throws IOException {
        store.commit(
                new Change.PutPresent(key("b"), PUBLIC, NOON),
                new Change.PutPresent(key("a"), PUBLIC, NOON),
                new Change.PutPresent(key("a"), INTERNAL, NOON),
                new Change.PutAbsent(key("c"), INTERNAL, NOON));

        assertThat(store.presence().presentNames(MAIN, NPM, Optional.empty(), 9))
                .containsExactly(npm("a"), npm("b"));
        assertThat(store.presence().presentNames(MAIN, NPM, Optional.of(npm("a")), 9))
                .containsExactly(npm("b"));
    }

    @Test
    void namesOfASourcesDocumentsAreListedOnceHoweverManyPartsTheyHave() throws IOException {
        store.commit(
                new Change.PutIndex(index(MAIN, IndexKey.of(npm("b")), PUBLIC)),
                new Change.PutIndex(index(MAIN, IndexKey.of(npm("b")), INTERNAL)),
                new Change.PutIndex(index(MAIN, new IndexKey(npm("b"), "part"), INTERNAL)),
                new Change.PutIndex(index(MAIN, IndexKey.of(npm("c")), INTERNAL)),
                new Change.PutIndex(index(MAIN, IndexKey.of(npm("a")), PUBLIC)),
                new Change.PutIndex(index(OTHER, IndexKey.of(npm("c")), PUBLIC)));

        IndexView.Place internal = new IndexView.Place(MAIN, NPM, INTERNAL);
        assertThat(store.indexes().names(internal, Optional.empty(), 9))
                .containsExactly(npm("b"), npm("c"));
        assertThat(store.indexes().names(internal, Optional.of(npm("b")), 1))
                .containsExactly(npm("c"));
        IndexView.Place open = new IndexView.Place(MAIN, NPM, PUBLIC);
        assertThat(store.indexes().names(open, Optional.empty(), 9))
                .containsExactly(npm("a"), npm("b"));
    }

    @Test
    void provenanceIsListedByWholeNames() throws IOException {
        store.commit(
                new Change.PutProvenance(provenance(key("a"), PUBLIC)),
                new Change.PutProvenance(provenance(key("a"), INTERNAL)),
                new Change.PutProvenance(provenance(key("b"), PUBLIC)),
                new Change.PutProvenance(provenance(key("c"), PUBLIC)));

        ProvenanceView view = store.provenance();
        assertThat(view.list(MAIN, NPM, Optional.empty(), 2))
                .hasSize(3)
                .extracting(p -> p.key().name())
                .containsExactly(npm("a"), npm("a"), npm("b"));
        assertThat(view.list(MAIN, NPM, Optional.of(npm("a")), 1))
                .containsExactly(provenance(key("b"), PUBLIC));
        assertThat(view.list(OTHER, NPM, Optional.empty(), 9)).isEmpty();
    }

    @Test
    void auditEventsComeNewestFirstAndInPages() throws IOException {
        for (String id : List.of("01J1", "01J3", "01J2", "01J4")) {
            store.commit(new Change.PutAudit(event(id)));
        }

        assertThat(store.audit().list(Optional.empty(), 3))
                .containsExactly(event("01J4"), event("01J3"), event("01J2"));
        assertThat(store.audit().list(Optional.of("01J2"), 3)).containsExactly(event("01J1"));
        assertThat(store.audit().list(Optional.of("01J1"), 3)).isEmpty();
    }

    @Test
    void aDroppedUpstreamTakesWhatItSaidAndItsPinsWithIt() throws IOException {
        fill(MAIN, PUBLIC);
        fill(MAIN, INTERNAL);
        fill(OTHER, PUBLIC);

        store.commit(new Change.DropUpstream(upstream(MAIN, PUBLIC, "public")));

        assertGone(MAIN, PUBLIC);
        assertKept(MAIN, INTERNAL);
        assertKept(OTHER, PUBLIC);
        assertThat(store.releases().files(new PackageKey(MAIN, npm("a")))).hasSize(2);
    }

    @Test
    void anUpstreamThatIsDroppedTakesEarlierChangesOfTheSameCommitWithIt() throws IOException {
        PackageKey key = key("a");
        store.commit(
                new Change.PutProvenance(provenance(key, PUBLIC)),
                new Change.PutPresent(key, PUBLIC, NOON),
                new Change.PutAbsent(key, PUBLIC, NOON),
                new Change.Pin(key, version("1.0.0"), PUBLIC),
                new Change.Pin(key, version("2.0.0"), PUBLIC),
                new Change.Pin(key, version("2.0.0"), INTERNAL),
                new Change.PutIndex(index(MAIN, IndexKey.of(key.name()), PUBLIC)),
                new Change.DropUpstream(upstream(MAIN, PUBLIC, "public")),
                new Change.Pin(key, version("3.0.0"), PUBLIC));

        assertThat(store.releases().pins(key))
                .isEqualTo(Map.of(version("2.0.0"), INTERNAL, version("3.0.0"), PUBLIC));
        assertThat(store.provenance().of(key)).isEmpty();
        assertThat(store.presence().present(key)).isEmpty();
        assertThat(store.presence().absent(key)).isEmpty();
        assertThat(store.indexes().find(MAIN, IndexKey.of(key.name()), PUBLIC)).isEmpty();
    }

    @Test
    void aDroppedRepositoryTakesEverythingWithIt() throws IOException {
        fill(MAIN, PUBLIC);
        fill(MAIN, SourceId.LOCAL);
        fill(OTHER, PUBLIC);
        store.commit(
                new Change.PutRepository(new RepositoryIdentity(MAIN, "main", NOON)),
                new Change.PutRepository(new RepositoryIdentity(OTHER, "other", NOON)),
                new Change.PutLocal(local(key("a"), "1.0.0")));

        store.commit(
                new Change.PutLocal(local(key("b"), "1.0.0")), new Change.DropRepository(MAIN));

        assertGone(MAIN, PUBLIC);
        assertGone(MAIN, SourceId.LOCAL);
        assertKept(OTHER, PUBLIC);
        assertThat(store.releases().localNames(MAIN, NPM, Optional.empty(), 9)).isEmpty();
        assertThat(store.releases().local(key("b"))).isEmpty();
        assertThat(store.releases().storedNames(MAIN, NPM, Optional.empty(), 9)).isEmpty();
        assertThat(store.identities().repositories())
                .extracting(RepositoryIdentity::id)
                .containsExactly(OTHER);
    }

    private void fill(RepositoryId repository, SourceId source) throws IOException {
        PackageKey key = new PackageKey(repository, npm("a"));
        store.commit(
                new Change.PutUpstream(upstream(repository, source, "some")),
                new Change.PutIndex(index(repository, IndexKey.of(key.name()), source)),
                new Change.PutFile(file(key, "1.0.0", source + ".tgz", source)),
                new Change.Pin(key, version("1.0.0+" + source), source),
                new Change.PutProvenance(provenance(key, source)),
                new Change.PutPresent(key, source, NOON),
                new Change.PutAbsent(key, source, NOON));
    }

    private void assertGone(RepositoryId repository, SourceId source) throws IOException {
        assertThat(places(repository, source)).isEmpty();
    }

    private void assertKept(RepositoryId repository, SourceId source) throws IOException {
        assertThat(places(repository, source))
                .containsExactly("identity", "index", "pin", "provenance", "present", "absent");
    }

    /** Where that source is still known. */
    private List<String> places(RepositoryId repository, SourceId source) throws IOException {
        PackageKey key = new PackageKey(repository, npm("a"));
        List<String> places = new ArrayList<>();
        if (store.identities().upstreams(repository).stream()
                .anyMatch(u -> u.id().equals(source))) {
            places.add("identity");
        }
        if (store.indexes().find(repository, IndexKey.of(key.name()), source).isPresent()) {
            places.add("index");
        }
        if (store.releases().pins(key).containsValue(source)) {
            places.add("pin");
        }
        if (store.provenance().of(key).stream().anyMatch(p -> p.source().equals(source))) {
            places.add("provenance");
        }
        if (store.presence().present(key).containsKey(source)) {
            places.add("present");
        }
        if (store.presence().absent(key).containsKey(source)) {
            places.add("absent");
        }
        return places;
    }
}
