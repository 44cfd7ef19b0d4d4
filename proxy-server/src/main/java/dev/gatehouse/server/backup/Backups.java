package dev.gatehouse.server.backup;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.server.backup.BackupReader.Backup;
import dev.gatehouse.server.store.StoreRestoration;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.InstantSource;

/** What is done with a backup. */
public final class Backups {
    private Backups() {}

    /** Reads it and compares all blobs with their digests; writes nothing. */
    public static Backup check(InputStream archive) throws IOException {
        return BackupReader.read(
                archive,
                new BackupReader.Taker() {
                    @Override
                    public void metadata(String name, InputStream content) throws IOException {
                        content.transferTo(OutputStream.nullOutputStream());
                    }

                    @Override
                    public boolean blob(Digest sha256, InputStream content) throws IOException {
                        MessageDigest hasher = Digest.hasher(DigestAlgorithm.SHA256);
                        content.transferTo(
                                new DigestOutputStream(OutputStream.nullOutputStream(), hasher));
                        return Digest.of(DigestAlgorithm.SHA256, hasher.digest()).equals(sha256);
                    }
                });
    }

    /**
     * Makes a store of it. Blobs that were damaged when they were backed up are left out: what was
     * cached is fetched again when it is asked for.
     *
     * @param directory empty, or not there; when this fails nothing is left in it
     */
    public static Backup restore(InputStream archive, Path directory, InstantSource clock)
            throws IOException {
        try (StoreRestoration store = StoreRestoration.into(directory, clock)) {
            Backup backup =
                    BackupReader.read(
                            archive,
                            new BackupReader.Taker() {
                                @Override
                                public void metadata(String name, InputStream content)
                                        throws IOException {
                                    store.metadata(name, content);
                                }

                                @Override
                                public boolean blob(Digest sha256, InputStream content)
                                        throws IOException {
                                    return store.blob(sha256, content);
                                }
                            });
            store.finish(
                    backup.heading().schema(), backup.heading().store(), backup.heading().start());
            return backup;
        }
    }
}
