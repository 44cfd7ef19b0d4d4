package dev.gatehouse.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.signature.KeyGeneration;
import dev.gatehouse.core.signature.Signature;
import dev.gatehouse.core.signature.SignatureType;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.PolicyRecords;
import dev.gatehouse.core.store.Records;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.core.store.StoredHook;
import dev.gatehouse.core.store.StoredVerdict;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A store that was made before there were webhooks, policies and verdicts on signatures. */
class OlderStoreTest {
    private static final Set<Column> LATER =
            Set.of(
                    Column.WEBHOOKS,
                    Column.DELIVERIES,
                    Column.POLICIES,
                    Column.EXEMPTIONS,
                    Column.DECISIONS,
                    Column.DECISION_INPUTS,
                    Column.VERDICTS,
                    Column.REGISTRY_KEYS,
                    Column.SIGNERS);

    @TempDir private Path directory;

    @Test
    void aStoreWithoutColumnsForWhatCameLaterGetsThemAndKeepsTheRest() throws Exception {
        try (StoreDirectory store = Stores.open(directory)) {
            store.metadata().commit(new Change.PutUser(Records.user("alice")));
        }
        dropLaterColumns(directory.resolve("metadata"));

        try (StoreDirectory store = Stores.open(directory)) {
            assertThat(store.metadata().identities().users())
                    .containsExactly(Records.user("alice"));
            assertThat(store.metadata().webhooks().hooks()).isEmpty();
            store.metadata().commit(new Change.PutHook(StoredHook.at("chat", 1)));
            assertThat(store.metadata().webhooks().hooks()).hasSize(1);
            assertThat(store.metadata().policies().policies()).isEmpty();
            store.metadata().commit(new Change.PutPolicy(PolicyRecords.policy("01")));
            assertThat(store.metadata().policies().policies()).hasSize(1);
            StoredFile file = Records.file(Records.key("a"), "1", "a.tgz", Records.PUBLIC);
            assertThat(store.metadata().signatures().verdict(file)).isEmpty();
            store.metadata().commit(new Change.PutVerdict(absent(file)));
            assertThat(store.metadata().signatures().verdict(file)).isPresent();
        }
    }

    private static StoredVerdict absent(StoredFile file) {
        return new StoredVerdict(
                file.key(),
                file.version(),
                file.file(),
                file.sha256(),
                Optional.empty(),
                Optional.empty(),
                List.of(Signature.absent(SignatureType.PGP, Records.NOON)),
                new KeyGeneration("none"),
                Records.NOON,
                Optional.empty());
    }

    private static void dropLaterColumns(Path metadata) throws Exception {
        RocksDB.loadLibrary();
        List<ColumnFamilyDescriptor> families =
                Arrays.stream(Column.values())
                        .map(column -> new ColumnFamilyDescriptor(column.bytes()))
                        .toList();
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try (DBOptions options = new DBOptions();
                RocksDB db = RocksDB.open(options, metadata.toString(), families, handles)) {
            for (Column column : LATER) {
                db.dropColumnFamily(handles.get(List.of(Column.values()).indexOf(column)));
            }
            handles.forEach(ColumnFamilyHandle::close);
        }
        try (Options options = new Options()) {
            assertThat(RocksDB.listColumnFamilies(options, metadata.toString()))
                    .hasSize(Column.values().length - LATER.size());
        }
    }
}
