package dev.gatehouse.server.access;

import dev.gatehouse.config.Secret;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.zip.CRC32;

/**
 * The form of the tokens that are made here: {@code gh_}, 32 random letters and digits (190 bits),
 * and 6 more that are a CRC-32 of all before, so that a scanner for leaked secrets is sure of its
 * find and a token that was cut off is told from a wrong one.
 */
final class TokenText {
    private static final String PREFIX = "gh_";
    private static final String DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM = 32;
    private static final int CHECK = 6;

    private TokenText() {}

    /** A token that nobody has seen before. */
    static Secret make(SecureRandom random) {
        StringBuilder text = new StringBuilder(PREFIX);
        random.ints(RANDOM, 0, DIGITS.length()).forEach(i -> text.append(DIGITS.charAt(i)));
        return new Secret(text + checksum(text.toString()));
    }

    /** Whether it looks like a token of ours that lost or changed a character on its way. */
    static boolean isDamaged(String text) {
        if (!text.startsWith(PREFIX)) {
            return false;
        }
        int body = PREFIX.length() + RANDOM;
        return text.length() != body + CHECK
                || !text.substring(body).equals(checksum(text.substring(0, body)));
    }

    /**
     * Whether it is meant to be one of our tokens, damaged or not: then it is nobody's password.
     */
    static boolean isOurs(String text) {
        return text.startsWith(PREFIX);
    }

    /** What is kept of a token. */
    static Digest hash(String text) {
        return Digest.compute(DigestAlgorithm.SHA256, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether two hashes are the same; takes as long wherever they differ. */
    static boolean areEqual(Digest one, Digest other) {
        return MessageDigest.isEqual(
                one.hex().getBytes(StandardCharsets.US_ASCII),
                other.hex().getBytes(StandardCharsets.US_ASCII));
    }

    private static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        long rest = crc.getValue();
        StringBuilder check = new StringBuilder();
        for (int i = 0; i < CHECK; i++) {
            check.append(DIGITS.charAt((int) (rest % DIGITS.length())));
            rest /= DIGITS.length();
        }
        return check.reverse().toString();
    }
}
