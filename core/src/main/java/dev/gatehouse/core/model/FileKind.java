package dev.gatehouse.core.model;

/** What a file is to its version. */
public enum FileKind {
    /** Bytes that are used. Stored once, they never change; they pin the version's owner. */
    CONTENT,
    /**
     * A signature, checksum or metadata of another file: decided like it, but neither provenance
     * nor owner follows from it.
     */
    COMPANION,
    /** Its bytes may change under the same name; it is passed on and not kept. */
    CHANGING
}
