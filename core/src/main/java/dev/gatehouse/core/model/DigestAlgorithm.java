package dev.gatehouse.core.model;

/** The digests that package formats use, weakest first. */
public enum DigestAlgorithm {
    MD5("MD5", 16),
    SHA1("SHA-1", 20),
    SHA256("SHA-256", 32),
    SHA384("SHA-384", 48),
    SHA512("SHA-512", 64);

    private final String javaName;
    private final int bytes;

    DigestAlgorithm(String javaName, int bytes) {
        this.javaName = javaName;
        this.bytes = bytes;
    }

    /** The name under which the JDK's {@code MessageDigest} knows it. */
    public String javaName() {
        return javaName;
    }

    /** The length of a digest in bytes. */
    public int bytes() {
        return bytes;
    }

    /** Whether a match proves that bytes are the expected ones: MD5 and SHA-1 do not. */
    public boolean isStrong() {
        return compareTo(SHA256) >= 0;
    }
}
