package dev.gatehouse.server.pgp;

import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPPublicKey;

/** What a key's algorithm and length are worth. */
enum KeyAlgorithm {
    RSA("rsa"),
    DSA("dsa"),
    ECDSA("ecdsa"),
    EDDSA("eddsa"),
    ED25519("ed25519"),
    ED448("ed448"),
    /** Not made for signatures. */
    OTHER("other");

    /** Shorter has been factored, or could be in a weekend. */
    private static final int LEAST_BITS = 1000;

    /** Some keys are a few bits shorter than the round number that their owner asked for. */
    private static final int GOOD_BITS = 2000;

    private final String word;

    KeyAlgorithm(String word) {
        this.word = word;
    }

    /** RFC 9580, 9.1. */
    @SuppressWarnings("deprecation") // old keys have RSA_SIGN
    static KeyAlgorithm of(int tag) {
        return switch (tag) {
            case PublicKeyAlgorithmTags.RSA_GENERAL, PublicKeyAlgorithmTags.RSA_SIGN -> RSA;
            case PublicKeyAlgorithmTags.DSA -> DSA;
            case PublicKeyAlgorithmTags.ECDSA -> ECDSA;
            case PublicKeyAlgorithmTags.EDDSA_LEGACY -> EDDSA;
            case PublicKeyAlgorithmTags.Ed25519 -> ED25519;
            case PublicKeyAlgorithmTags.Ed448 -> ED448;
            default -> OTHER;
        };
    }

    /** Whether a signature that names the one may be made by a key of the other. */
    static boolean same(int signature, int key) {
        return signature == key || (of(signature) == RSA && of(key) == RSA);
    }

    String word() {
        return word;
    }

    /** Whether a key of it is too short to be believed by anyone. */
    boolean isBroken(PGPPublicKey key) {
        return switch (this) {
            case RSA, DSA -> key.getBitStrength() < LEAST_BITS;
            case ECDSA, EDDSA, ED25519, ED448 -> false;
            case OTHER -> true;
        };
    }

    /** Whether a key of it is shorter than one would make today. */
    boolean isWeak(PGPPublicKey key) {
        return switch (this) {
            case RSA, DSA -> key.getBitStrength() < GOOD_BITS;
            case ECDSA, EDDSA, ED25519, ED448 -> false;
            case OTHER -> true;
        };
    }
}
