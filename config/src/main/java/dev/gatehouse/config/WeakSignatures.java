package dev.gatehouse.config;

/** What becomes of a signature that is correct, by SHA-1 or a key of less than 2000 bits. */
public enum WeakSignatures {
    /** It counts, and is called weak. */
    ACCEPT,
    /** It does not count. */
    REJECT
}
