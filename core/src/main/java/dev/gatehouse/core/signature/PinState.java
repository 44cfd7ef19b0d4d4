package dev.gatehouse.core.signature;

/**
 * How the signer of a file stands to those who signed files of its package before. In the order of
 * their weight: of several files of a package the last one counts.
 */
public enum PinState {
    /**
     * Who signed it has signed an accepted file before, or is the first that a person has named.
     */
    KNOWN("known"),
    /** Nobody is known: who signed this one becomes known if it is accepted. */
    FIRST_USE("first_use"),
    /** A person has accepted the signer beside older ones; no file has taught it. */
    ROTATED("rotated"),
    /** Signers are known, and none of them has provably signed it, nor has anybody else. */
    LOST("lost"),
    /** Signers are known, and somebody else has signed it. */
    CHANGED("changed");

    private final String word;

    PinState(String word) {
        this.word = word;
    }

    /** The word by which policies know it. */
    public String word() {
        return word;
    }

    /** Whether somebody should look. */
    public boolean isAlarming() {
        return this == LOST || this == CHANGED;
    }
}
