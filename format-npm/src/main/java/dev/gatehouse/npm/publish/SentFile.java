package dev.gatehouse.npm.publish;

import dev.gatehouse.core.store.BlobDraft;

import java.util.OptionalLong;

/**
 * An attachment, received.
 *
 * @param name as the client wrote it
 * @param declared its length as the client declared it
 */
record SentFile(String name, OptionalLong declared, BlobDraft draft) {
    static final String TARBALL = ".tgz";

    boolean isTarball() {
        return name.endsWith(TARBALL);
    }
}
