package dev.gatehouse.core.store;

import static dev.gatehouse.core.store.Records.MAIN;
import static dev.gatehouse.core.store.Records.NOON;
import static dev.gatehouse.core.store.Records.NPM;
import static dev.gatehouse.core.store.Records.OTHER;
import static dev.gatehouse.core.store.Records.file;
import static dev.gatehouse.core.store.Records.key;
import static dev.gatehouse.core.store.Records.state;
import static dev.gatehouse.core.store.Records.version;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.ItemState;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.SourceId;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What every {@link MetadataStore} does with what is laid upon items. */
public abstract class StateStoreContract {
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
    void whatIsLaidUponAVersionAndUponOneOfItsFilesIsKeptApart() throws IOException {
        ItemState version = state(ACME, "1.0.0", Optional.empty());
        ItemState file = state(ACME, "1.0.0", Optional.of("p.tgz"));
        ItemState another = state(key("@acme/uix"), "1.0.0", Optional.empty());

        store.commit(
                new Change.PutState(version),
                new Change.PutState(file),
                new Change.PutState(another));

        assertThat(store.states().of(ACME)).containsExactlyInAnyOrder(version, file);
        assertThat(store.states().of(key("@acme/u"))).isEmpty();
        assertThat(store.states().names(MAIN, NPM, Optional.empty(), 10))
                .containsExactly(ACME.name(), another.item().key().name());
        assertThat(store.states().names(MAIN, NPM, Optional.of(ACME.name()), 10))
                .containsExactly(another.item().key().name());
        assertThat(store.states().names(OTHER, NPM, Optional.empty(), 10)).isEmpty();
    }

    @Test
    void whatIsLaidUponAnItemIsReplacedAndStaysWhenItsFileIsDropped() throws IOException {
        ItemState held = state(ACME, "1.0.0", Optional.empty());
        store.commit(
                new Change.PutState(held),
                new Change.PutFile(file(ACME, "1.0.0", "p.tgz", SourceId.LOCAL)));

        store.commit(new Change.DropFile(ACME, version("1.0.0"), new FileName("p.tgz")));
        assertThat(store.states().of(ACME)).containsExactly(held);

        ItemState free = held.free(NOON.plusSeconds(1)).tagged(List.of());
        store.commit(new Change.PutState(free));
        assertThat(store.states().of(ACME)).containsExactly(free);
    }

    @Test
    void howOftenAFileWasServedIsReplacedAndGoesWithIt() throws IOException {
        FileName tarball = new FileName("p.tgz");
        store.commit(new Change.PutFile(file(ACME, "1.0.0", "p.tgz", SourceId.LOCAL)));
        store.commit(new Change.PutFileUse(new FileUse(ACME, tarball, 1, NOON)));
        FileUse more = new FileUse(ACME, tarball, 3, NOON.plusSeconds(60));

        store.commit(new Change.PutFileUse(more));
        assertThat(store.states().uses(ACME)).containsExactly(more);
        assertThat(store.states().uses(key("@acme/u"))).isEmpty();
        assertThat(store.states().names(MAIN, NPM, Optional.empty(), 10)).isEmpty();

        store.commit(new Change.DropFile(ACME, version("1.0.0"), tarball));
        assertThat(store.states().uses(ACME)).isEmpty();
    }

    @Test
    void howOftenFilesWereServedGoesWithTheirRepository() throws IOException {
        store.commit(new Change.PutFileUse(new FileUse(ACME, new FileName("p.tgz"), 1, NOON)));

        store.commit(new Change.DropRepository(MAIN));

        assertThat(store.states().uses(ACME)).isEmpty();
    }

    @Test
    void whatIsLaidUponItemsGoesWithTheirRepository() throws IOException {
        store.commit(new Change.PutState(state(ACME, "1.0.0", Optional.empty())));

        store.commit(new Change.DropRepository(MAIN));

        assertThat(store.states().of(ACME)).isEmpty();
    }
}
