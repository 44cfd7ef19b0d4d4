package dev.gatehouse.server.pgp;

import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.stream.Stream;

/** The hashes that signatures may be made with. MD5 is not among them, and never will be. */
enum HashAlgorithm {
    SHA1(HashAlgorithmTags.SHA1, "SHA-1", 64, true),
    RIPEMD160(HashAlgorithmTags.RIPEMD160, "RIPEMD160", 64, true),
    SHA224(HashAlgorithmTags.SHA224, "SHA-224", 64, false),
    SHA256(HashAlgorithmTags.SHA256, "SHA-256", 64, false),
    SHA384(HashAlgorithmTags.SHA384, "SHA-384", 128, false),
    SHA512(HashAlgorithmTags.SHA512, "SHA-512", 128, false),
    SHA3_256(HashAlgorithmTags.SHA3_256, "SHA3-256", 136, false),
    SHA3_512(HashAlgorithmTags.SHA3_512, "SHA3-512", 72, false);

    private final int tag;
    private final String javaName;
    private final int blockBytes;
    private final boolean weak;

    HashAlgorithm(int tag, String javaName, int blockBytes, boolean weak) {
        this.tag = tag;
        this.javaName = javaName;
        this.blockBytes = blockBytes;
        this.weak = weak;
    }

    /** The hash with that number (RFC 9580, 9.5), if it is acceptable at all. */
    static Optional<HashAlgorithm> of(int tag) {
        return Stream.of(values()).filter(hash -> hash.tag == tag).findFirst();
    }

    /** What to call a hash with that number, acceptable or not. */
    static String name(int tag) {
        return of(tag).map(Enum::name).orElse(tag == HashAlgorithmTags.MD5 ? "MD5" : "hash " + tag);
    }

    /** Whether collisions can be made for it. */
    boolean isWeak() {
        return weak;
    }

    /** A new digest, the JDK's where it has one. */
    Digest digest() {
        if (this == RIPEMD160) {
            return new RIPEMD160Digest();
        }
        try {
            return new JdkDigest(MessageDigest.getInstance(javaName), javaName, blockBytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(javaName + " is missing from this JDK", e);
        }
    }
}
