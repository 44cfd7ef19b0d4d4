package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.store.Blob;
import dev.gatehouse.core.store.BlobDraft;
import dev.gatehouse.core.store.BlobStore;
import dev.gatehouse.core.store.StoredFile;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Finds the bytes of stored files, and reads them through before they are served for the first time
 * since the start, or since the file on the disk was touched. Thread-safe.
 */
final class VerifiedBlobs {
    private static final Logger LOG = LoggerFactory.getLogger(VerifiedBlobs.class);
    private static final long MOST_REMEMBERED = 200_000;

    private final BlobStore blobs;
    private final Memory<Digest, FileTime> verified;

    VerifiedBlobs(Kernel kernel) {
        this.blobs = kernel.blobs();
        this.verified = kernel.memories().counted("verified-blobs", MOST_REMEMBERED);
    }

    /** The bytes of that file; empty when they are gone, cut or changed. */
    Optional<Blob> find(StoredFile file) throws IOException {
        Optional<Blob> blob = blobs.find(file.sha256());
        if (blob.isEmpty()) {
            LOG.error("the bytes of {} are missing from the store", file.file());
            return blob;
        }
        if (blob.get().size() != file.size()) {
            LOG.error(
                    "{} has {} bytes in the store instead of {}",
                    file.file(),
                    blob.get().size(),
                    file.size());
            return Optional.empty();
        }
        return isWhole(blob.get()) ? blob : Optional.empty();
    }

    /** Keeps a draft's bytes: in place of a damaged blob of the same digest, if there is one. */
    Blob keep(BlobDraft draft) throws IOException {
        for (Digest digest : draft.digests()) {
            if (digest.algorithm() == DigestAlgorithm.SHA256) {
                makeRoom(digest);
            }
        }
        return draft.commit();
    }

    private void makeRoom(Digest sha256) throws IOException {
        Optional<Blob> known = blobs.find(sha256);
        if (known.isPresent() && !isWhole(known.get())) {
            verified.forget(sha256);
            blobs.delete(sha256);
        }
    }

    private boolean isWhole(Blob blob) throws IOException {
        FileTime touched = Files.getLastModifiedTime(blob.path());
        if (verified.find(blob.sha256()).filter(touched::equals).isPresent()) {
            return true;
        }
        if (!hash(blob).equals(blob.sha256())) {
            LOG.error("blob {} has changed on the disk and is not served", blob.sha256().hex());
            return false;
        }
        verified.put(blob.sha256(), touched);
        return true;
    }

    private static Digest hash(Blob blob) throws IOException {
        MessageDigest hasher = Digest.hasher(DigestAlgorithm.SHA256);
        try (InputStream in = new DigestInputStream(Files.newInputStream(blob.path()), hasher)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return Digest.of(DigestAlgorithm.SHA256, hasher.digest());
    }
}
