package dev.gatehouse.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

final class AbsenceBoundTest {
    private static final byte[] VALUE = {1};

    @TempDir private Path directory;

    private RocksDatabase database;

    @BeforeEach
    void openDatabase() throws IOException {
        database = RocksDatabase.open(directory, true);
    }

    @AfterEach
    void closeDatabase() throws IOException {
        database.close();
    }

    @Test
    void whenThereAreTooManyAbsencesAllAreForgottenFirst() throws IOException {
        AbsenceBound bound = new AbsenceBound(database, 2);
        List<Op> one = List.of(absence("a"));
        List<Op> two = List.of(absence("b"));
        List<Op> three = List.of(absence("c"));

        assertThat(bound.bound(one)).isSameAs(one);
        assertThat(bound.bound(two)).isSameAs(two);
        assertThat(bound.bound(three))
                .hasSize(2)
                .endsWith(three.getFirst())
                .first()
                .isInstanceOf(Op.DeleteAll.class);
    }

    @Test
    void anAbsenceThatIsSeenAgainIsNoOneMore() throws IOException, RocksDBException {
        AbsenceBound bound = new AbsenceBound(database, 1);
        List<Op> one = List.of(absence("a"));
        assertThat(bound.bound(one)).isSameAs(one);
        try (WriteBatch batch = new WriteBatch()) {
            batch.put(database.handle(Column.ABSENT), Keys.of("a"), VALUE);
            database.write(batch, false);
        }

        assertThat(bound.bound(one)).isSameAs(one);
    }

    private static Op absence(String name) {
        return new Op.Put(Column.ABSENT, Keys.of(name), VALUE);
    }
}
