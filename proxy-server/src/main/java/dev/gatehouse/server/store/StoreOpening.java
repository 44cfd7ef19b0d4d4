package dev.gatehouse.server.store;

import dev.gatehouse.core.store.Ids;

import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/** The steps from a path to a {@link StoreDirectory}, and all reasons to refuse it. */
final class StoreOpening {
    private static final byte[] IDENTITY = Keys.of("identity");

    private final InstantSource clock;
    private final Ids ids;
    private final LatchedDisk disk;
    private final RowCodec codec = new RowCodec();

    StoreOpening(InstantSource clock, Ids ids, Disk disk) {
        this.clock = clock;
        this.ids = ids;
        this.disk = new LatchedDisk(disk, new StoreLatch());
    }

    StoreDirectory open(Path directory) throws IOException {
        Resources resources = new Resources();
        try {
            StoreLayout layout = StoreLayout.in(directory);
            FileChannel lock = resources.add(PrivateFiles.openOrCreateFile(layout.lock()));
            requireLock(layout, lock);
            layout.requireSafe();
            return open(layout, resources);
        } catch (IOException | RuntimeException e) {
            try (resources) {
                throw e;
            }
        }
    }

    private StoreDirectory open(StoreLayout layout, Resources resources) throws IOException {
        StoreMarker marker = markerOf(layout);
        layout.create();
        NativeLibraryLoader.getInstance().loadLibrary(layout.nativeCode().toString());
        SyncedMark mark = resources.add(new SyncedMark(layout.synced()));
        RocksDatabase database =
                resources.add(RocksDatabase.open(layout.metadata(), marker.isNew()));
        requireWhole(layout, marker, database, mark);
        start(layout, marker, database, mark);
        Committer committer =
                new Committer(
                        database,
                        new UpstreamEraser(database, codec),
                        AuditLedger.open(database, codec),
                        disk.latch(),
                        mark);
        RocksMetadataStore metadata =
                resources.add(new RocksMetadataStore(database, committer, codec));
        committer.start();
        FileBlobStore blobs = new FileBlobStore(layout.blobs(), layout.drafts(), disk, clock);
        BlobSweep sweep = new BlobSweep(blobs, metadata.references(), clock);
        return new StoreDirectory(layout, blobs, metadata, sweep, resources);
    }

    /** Takes the directory for this process until the channel is closed. */
    static void requireLock(StoreLayout layout, FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            throw new StoreRefusedException(layout.directory() + " is open in this process", e);
        }
        throw new StoreRefusedException(
                layout.directory() + " is in use by another gatehouse: stop it first");
    }

    /** The marker of the directory; of an empty one, that of a new store. */
    private StoreMarker markerOf(StoreLayout layout) throws IOException {
        Optional<StoreMarker> found = StoreMarker.read(layout.directory());
        if (found.isEmpty()) {
            requireNothing(layout);
            StoreMarker made = new StoreMarker(StoreMarker.SCHEMA, ids.next(), 0);
            made.write(layout.directory(), disk);
            return made;
        }
        StoreMarker marker = found.get();
        if (!marker.isNew()) {
            requirePart(layout, "metadata", layout.hasMetadata());
            requirePart(layout, "blobs", layout.hasBlobs());
        }
        return marker;
    }

    private static void requireNothing(StoreLayout layout) throws IOException {
        if (layout.hasBlobs() || layout.hasMetadata()) {
            throw new StoreRefusedException(
                    "%s has parts of a store but no store.json. %s, or choose an empty directory"
                            .formatted(layout.directory(), StoreRefusedException.RESTORE));
        }
    }

    private static void requirePart(StoreLayout layout, String part, boolean there)
            throws IOException {
        if (!there) {
            throw new StoreRefusedException(
                    "%s has lost its %s. %s; what it knew of names cannot be learnt anew"
                            .formatted(layout.directory(), part, StoreRefusedException.RESTORE));
        }
    }

    private void requireWhole(
            StoreLayout layout, StoreMarker marker, RocksDatabase database, SyncedMark mark)
            throws IOException {
        if (marker.isNew()) {
            return;
        }
        requireSame(layout, marker, identityOf(layout, database));
        OptionalLong synced = mark.read();
        if (synced.isPresent() && database.sequence() < synced.getAsLong()) {
            throw new StoreRefusedException(
                    "the metadata in %s ends at step %d, but step %d was acknowledged: its log was cut. %s; or remove %s to go on without what is lost"
                            .formatted(
                                    layout.directory(),
                                    database.sequence(),
                                    synced.getAsLong(),
                                    StoreRefusedException.RESTORE,
                                    layout.synced()));
        }
    }

    private Rows.Identity identityOf(StoreLayout layout, RocksDatabase database)
            throws IOException {
        Optional<byte[]> value = database.get(Column.STORE, IDENTITY);
        if (value.isEmpty()) {
            throw new StoreRefusedException(
                    "the metadata in %s is empty, the store is not. %s"
                            .formatted(layout.directory(), StoreRefusedException.RESTORE));
        }
        return codec.read(Rows.Identity.class, value.get());
    }

    /** The database is written first, so it may be one start ahead of the marker after a crash. */
    private static void requireSame(StoreLayout layout, StoreMarker marker, Rows.Identity database)
            throws IOException {
        if (!database.store().equals(marker.store())) {
            throw new StoreRefusedException(
                    "%s: store.json is of store %s, the metadata of store %s: they do not belong together. %s"
                            .formatted(
                                    layout.directory(),
                                    marker.store(),
                                    database.store(),
                                    StoreRefusedException.RESTORE));
        }
        long ahead = database.start() - marker.start();
        if (ahead < 0 || ahead > 1) {
            throw new StoreRefusedException(
                    "%s: store.json is of start %d, the metadata of start %d: one of them is older. %s"
                            .formatted(
                                    layout.directory(),
                                    marker.start(),
                                    database.start(),
                                    StoreRefusedException.RESTORE));
        }
    }

    /** Writes the number of this start into the database, then into the marker. */
    private void start(
            StoreLayout layout, StoreMarker marker, RocksDatabase database, SyncedMark mark)
            throws IOException {
        long number = marker.start() + 1;
        Rows.Identity identity = new Rows.Identity(marker.store(), number);
        try (WriteBatch batch = new WriteBatch()) {
            batch.put(database.handle(Column.STORE), IDENTITY, codec.write(identity));
            database.write(batch, true);
        } catch (RocksDBException e) {
            throw new IOException("the metadata cannot be written: " + e.getMessage(), e);
        }
        mark.write(database.sequence());
        marker.started(number).write(layout.directory(), disk);
    }
}
