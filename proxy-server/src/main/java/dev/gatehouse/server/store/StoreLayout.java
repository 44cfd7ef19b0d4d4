package dev.gatehouse.server.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** The places in a data directory. */
record StoreLayout(Path directory) {
    Path blobs() {
        return directory.resolve("blobs");
    }

    Path drafts() {
        return directory.resolve("drafts");
    }

    Path metadata() {
        return directory.resolve("metadata");
    }

    /** Where RocksDB's native code is unpacked: always the same file, not one for each start. */
    Path nativeCode() {
        return directory.resolve("native");
    }

    /** The metadata of one moment, while they are backed up. */
    Path snapshot() {
        return directory.resolve("snapshot");
    }

    Path lock() {
        return directory.resolve("lock");
    }

    Path synced() {
        return directory.resolve("synced");
    }

    /** The layout of a directory, which is made if it is not there. */
    static StoreLayout in(Path directory) throws IOException {
        Path absolute = directory.toAbsolutePath();
        Path parent = absolute.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (!Files.isDirectory(absolute)) {
            PrivateFiles.createDirectory(absolute);
        }
        // The data directory itself may be a link, what is in it may not.
        return new StoreLayout(absolute.toRealPath());
    }

    /** Fails if others could write here, or if something is not of the kind that it must be. */
    void requireSafe() throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(directory);
        if (permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new StoreRefusedException(
                    "%s may be written to by other users: chmod 700 it".formatted(directory));
        }
        for (Path place : new Path[] {blobs(), drafts(), metadata(), nativeCode(), snapshot()}) {
            if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                requireOwn(place);
            }
        }
    }

    private void requireOwn(Path place) throws IOException {
        if (!PrivateFiles.isDirectory(place)) {
            throw new StoreRefusedException(
                    place + " is not a directory: a link or file was put in its place");
        }
        if (!Files.getOwner(place).equals(Files.getOwner(directory))) {
            throw new StoreRefusedException(
                    "%s belongs to %s and %s to %s: chown them alike"
                            .formatted(
                                    place,
                                    Files.getOwner(place),
                                    directory,
                                    Files.getOwner(directory)));
        }
    }

    boolean hasBlobs() {
        return Files.exists(blobs(), LinkOption.NOFOLLOW_LINKS);
    }

    boolean hasMetadata() {
        return Files.exists(metadata().resolve("CURRENT"), LinkOption.NOFOLLOW_LINKS);
    }

    void create() throws IOException {
        PrivateFiles.createDirectory(blobs());
        PrivateFiles.createDirectory(drafts());
        PrivateFiles.createDirectory(metadata());
        PrivateFiles.createDirectory(nativeCode());
    }
}
