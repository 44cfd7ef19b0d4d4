package dev.gatehouse.server.store;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.store.Blob;
import dev.gatehouse.core.store.BlobDraft;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;

/** A file that grows in the drafts directory until it is renamed to its digest. */
final class FileBlobDraft implements BlobDraft {
    private final FileBlobStore store;
    private final Path path;
    private final FileChannel file;
    private final DigestingSink sink;

    /** Set just before the rename, so that a reader who misses the draft knows where it went. */
    private volatile @Nullable Path target;

    FileBlobDraft(FileBlobStore store, Path path, FileChannel file) {
        this.store = store;
        this.path = path;
        this.file = file;
        this.sink = new DigestingSink(file);
    }

    @Override
    public OutputStream sink() {
        return sink;
    }

    @Override
    public long size() {
        return sink.size();
    }

    @Override
    public Set<Digest> digests() {
        return sink.digests();
    }

    @Override
    public FileChannel open() throws IOException {
        try {
            return PrivateFiles.openFile(path);
        } catch (NoSuchFileException e) {
            Path renamed = target;
            if (renamed == null) {
                throw e;
            }
            return PrivateFiles.openFile(renamed);
        }
    }

    @Override
    public Blob commit() throws IOException {
        Digest sha256 =
                digests().stream()
                        .filter(d -> d.algorithm() == DigestAlgorithm.SHA256)
                        .findFirst()
                        .orElseThrow();
        target = store.pathOf(sha256);
        return store.commit(path, file, sha256, size());
    }

    @Override
    public void close() throws IOException {
        try (file) {
            Files.deleteIfExists(path);
        }
    }
}
