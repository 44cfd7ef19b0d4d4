package dev.gatehouse.core.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A digest of some bytes.
 *
 * @param hex lower-case hexadecimal, exactly as long as the algorithm's digests are
 */
public record Digest(DigestAlgorithm algorithm, String hex) {
    public Digest {
        hex = hex.toLowerCase(Locale.ROOT);
        if (hex.length() != 2 * algorithm.bytes() || !hex.chars().allMatch(HexFormat::isHexDigit)) {
            throw new IllegalArgumentException(
                    "'%s' is no %s digest: expected %d hexadecimal digits"
                            .formatted(hex, algorithm.javaName(), 2 * algorithm.bytes()));
        }
    }

    /** The digest with these raw bytes. */
    public static Digest of(DigestAlgorithm algorithm, byte[] raw) {
        return new Digest(algorithm, HexFormat.of().formatHex(raw));
    }

    /** A SHA-256 digest from its hexadecimal form. */
    public static Digest sha256(String hex) {
        return new Digest(DigestAlgorithm.SHA256, hex);
    }

    /** Computes the digest of these bytes. */
    public static Digest compute(DigestAlgorithm algorithm, byte[] content) {
        return of(algorithm, hasher(algorithm).digest(content));
    }

    /** A new JDK digest of that algorithm; all of {@link DigestAlgorithm} exist on every JDK. */
    public static MessageDigest hasher(DigestAlgorithm algorithm) {
        try {
            return MessageDigest.getInstance(algorithm.javaName());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(algorithm.javaName() + " is missing from this JDK", e);
        }
    }

    /** The raw bytes in base64, as SRI and HTTP digests write them. */
    public String base64() {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }

    @Override
    public String toString() {
        return algorithm.javaName() + ":" + hex;
    }
}
