package dev.gatehouse.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.MemoryMetadataStore;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.MetadataStore.Durability;
import dev.gatehouse.core.store.Records;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

final class RocksModelTest {
    private static final int CHANGES = 10_000;
    private static final int CHANGES_PER_LIFE = 500;

    @TempDir private Path directory;

    @Test
    void afterRandomChangesAndReopeningItHoldsWhatTheMemoryStoreHolds() throws IOException {
        long seed = Long.getLong("seed", new Random().nextLong());
        RandomChanges changes = new RandomChanges(new Random(seed));
        MemoryMetadataStore model = new MemoryMetadataStore();
        for (int done = 0; done < CHANGES; ) {
            try (StoreDirectory store = Stores.open(directory)) {
                assertThat(all(store.metadata())).as("-Dseed=%d", seed).isEqualTo(all(model));
                done += live(store.metadata(), model, changes);
                assertThat(all(store.metadata())).as("-Dseed=%d", seed).isEqualTo(all(model));
            }
        }
    }

    private static int live(MetadataStore store, MemoryMetadataStore model, RandomChanges changes)
            throws IOException {
        int done = 0;
        while (done < CHANGES_PER_LIFE) {
            List<Change> some =
                    Stream.generate(changes::next).limit(1 + changes.random().nextInt(6)).toList();
            boolean synced = changes.random().nextInt(4) == 0;
            store.commit(some, synced ? Durability.SYNCED : Durability.BEHIND);
            model.commit(some, Durability.SYNCED);
            done += some.size();
        }
        return done;
    }

    /** Everything that the views show. */
    private static List<Object> all(MetadataStore store) throws IOException {
        List<Object> all = new ArrayList<>();
        for (RepositoryId repository : RandomChanges.REPOSITORIES) {
            Optional<PackageName> start = Optional.empty();
            all.add(store.releases().localNames(repository, Records.NPM, start, 99));
            all.add(store.releases().storedNames(repository, Records.NPM, start, 99));
            all.add(store.presence().presentNames(repository, Records.NPM, start, 99));
            all.add(store.states().names(repository, Records.NPM, start, 99));
            all.add(Set.copyOf(store.provenance().list(repository, Records.NPM, start, 99)));
            all.add(Set.copyOf(store.identities().upstreams(repository)));
            for (String name : RandomChanges.NAMES) {
                addPackage(store, new PackageKey(repository, Records.npm(name)), all);
            }
        }
        all.add(Set.copyOf(store.identities().repositories()));
        all.add(Set.copyOf(store.identities().tokens()));
        all.add(store.managed().all());
        all.add(store.audit().list(Optional.empty(), 999));
        return all;
    }

    private static void addPackage(MetadataStore store, PackageKey key, List<Object> all)
            throws IOException {
        all.add(store.releases().local(key));
        all.add(new HashSet<>(store.releases().files(key)));
        all.add(store.releases().pins(key));
        all.add(Set.copyOf(store.states().of(key)));
        all.add(store.presence().present(key));
        all.add(store.presence().absent(key));
        for (SourceId source : RandomChanges.SOURCES) {
            all.add(store.indexes().find(key.repository(), IndexKey.of(key.name()), source));
        }
    }
}
