package dev.gatehouse.core.signature;

import java.io.IOException;

/** Judges detached signatures with the keys that are known now. Thread-safe; dials nothing. */
public interface SignatureVerifier {
    /** The most bytes of a detached signature that are worth reading; more is malformed. */
    int MOST_BYTES = 256 * 1024;

    /**
     * Judges every signature of these bytes over that file. Nothing that stands in them makes it
     * throw: what cannot be read is a verdict too, an empty signature included.
     *
     * @param signature the detached signature as it was received, armored or binary
     * @return at least one signature
     * @throws IOException the file's content cannot be read
     */
    Verification verify(SignedFile file, byte[] signature) throws IOException;
}
