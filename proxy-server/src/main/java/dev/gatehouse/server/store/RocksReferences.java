package dev.gatehouse.server.store;

import dev.gatehouse.core.model.Digest;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Reads from RocksDB which blobs are in use. */
final class RocksReferences implements BlobReferences {
    private static final int HEX = 16;

    private final RocksDatabase database;
    private final RowCodec codec;

    RocksReferences(RocksDatabase database, RowCodec codec) {
        this.database = database;
        this.codec = codec;
    }

    @Override
    public Set<Digest> referenced(int fromByte, int toByte) throws IOException {
        Wanted wanted = new Wanted(fromByte, toByte, new HashSet<>());
        add(Column.FILES, Rows.File.class, row -> List.of(row.sha256()), wanted);
        add(
                Column.INDEX_DOCUMENTS,
                Rows.Index.class,
                row -> List.of(Digest.sha256(row.blob())),
                wanted);
        add(Column.RELEASES, Rows.Local.class, RocksReferences::digests, wanted);
        return wanted.found;
    }

    private <R> void add(
            Column column, Class<R> type, Function<R, List<Digest>> digests, Wanted wanted)
            throws IOException {
        try (Cursor cursor = database.below(column, Keys.of())) {
            for (; cursor.isValid(); cursor.next()) {
                codec.read(type, cursor.value(), digests).forEach(wanted::add);
            }
        }
    }

    private static List<Digest> digests(Rows.Local local) {
        return local.releases().stream()
                .flatMap(release -> release.files().stream())
                .map(Rows.File::sha256)
                .toList();
    }

    /** Keeps only the asked-for part of all digests in memory. */
    private record Wanted(int fromByte, int toByte, Set<Digest> found) {
        void add(Digest digest) {
            int first = Integer.parseInt(digest.hex().substring(0, 2), HEX);
            if (first >= fromByte && first < toByte) {
                found.add(digest);
            }
        }
    }
}
