package dev.gatehouse.server.pgp;

/** What becomes of a signature that is correct, by SHA-1 or a key of 1024 bits. */
public enum WeakSignatures {
    /** It counts, and is called weak: a third of what the public repositories hold is. */
    ACCEPT,
    REJECT
}
