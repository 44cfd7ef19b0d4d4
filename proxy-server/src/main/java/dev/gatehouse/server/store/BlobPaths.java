package dev.gatehouse.server.store;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where blobs lie: {@code ab/cd/abcd…} below one directory. A path is only ever built from a
 * digest, so no name that a client sent can reach it.
 */
record BlobPaths(Path root) {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
    private static final int FANOUT = 256;

    Path of(Digest sha256) {
        return inner(sha256).resolve(sha256.hex());
    }

    /** The directory that a blob lies in. */
    Path inner(Digest sha256) {
        return outer(sha256).resolve(hex(sha256).substring(2, 4));
    }

    private Path outer(Digest sha256) {
        return root.resolve(hex(sha256).substring(0, 2));
    }

    /** Whether the directories on the way to that blob are there, and are no planted links. */
    boolean isReachable(Digest sha256) {
        return PrivateFiles.isDirectory(outer(sha256)) && PrivateFiles.isDirectory(inner(sha256));
    }

    /** Makes the directories of that blob; new ones are synced into theirs. */
    void prepare(Digest sha256, LatchedDisk disk) throws IOException {
        if (PrivateFiles.createDirectory(outer(sha256))) {
            disk.syncDirectory(root);
        }
        if (PrivateFiles.createDirectory(inner(sha256))) {
            disk.syncDirectory(outer(sha256));
        }
    }

    /** The digests of all blobs of which the first byte is the given one. */
    List<Digest> startingWith(int firstByte) throws IOException {
        List<Digest> found = new ArrayList<>();
        Path outer = root.resolve(hex(firstByte));
        if (PrivateFiles.isDirectory(outer)) {
            for (int secondByte = 0; secondByte < FANOUT; secondByte++) {
                addAll(outer.resolve(hex(secondByte)), found);
            }
        }
        return found;
    }

    private static void addAll(Path inner, List<Digest> found) throws IOException {
        if (!PrivateFiles.isDirectory(inner)) {
            return;
        }
        String[] names = inner.toFile().list();
        if (names == null) {
            throw new IOException("cannot list " + inner);
        }
        for (String name : names) {
            if (HEX.matcher(name).matches()) {
                found.add(Digest.sha256(name));
            }
        }
    }

    private static String hex(int unsignedByte) {
        return "%02x".formatted(unsignedByte);
    }

    private static String hex(Digest digest) {
        if (digest.algorithm() != DigestAlgorithm.SHA256) {
            throw new IllegalArgumentException("blobs are named by SHA-256, not by " + digest);
        }
        return digest.hex();
    }
}
