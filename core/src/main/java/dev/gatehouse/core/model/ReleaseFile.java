package dev.gatehouse.core.model;

import java.net.URI;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One file of a release.
 *
 * @param location where its source keeps it: absolute, or relative to the document that lists it
 * @param digests what the source says of its bytes; at most one of each algorithm, may be empty
 * @param size in bytes, when the source says
 */
public record ReleaseFile(
        FileName name, URI location, Set<Digest> digests, OptionalLong size, FileKind kind) {
    public ReleaseFile {
        digests = Set.copyOf(digests);
    }

    /** A file of the kind {@link FileKind#CONTENT}. */
    public ReleaseFile(FileName name, URI location, Set<Digest> digests, OptionalLong size) {
        this(name, location, digests, size, FileKind.CONTENT);
    }
}
