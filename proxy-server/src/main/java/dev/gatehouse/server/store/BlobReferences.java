package dev.gatehouse.server.store;

import dev.gatehouse.core.model.Digest;

import java.io.IOException;
import java.util.Set;

/** Knows which blobs are in use. */
@FunctionalInterface
interface BlobReferences {
    /** All referenced digests of which the first byte is from the given one to below another. */
    Set<Digest> referenced(int fromByte, int toByte) throws IOException;
}
