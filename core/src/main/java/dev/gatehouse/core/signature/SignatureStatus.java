package dev.gatehouse.core.signature;

/** What the check of a signature came to. */
public enum SignatureStatus {
    /** The signature is over exactly these bytes, and its key was entitled to make it. */
    VALID("valid"),
    /** The signature was checked and refused. */
    INVALID("invalid"),
    /** There is a signature that nobody could check: its key is not known here. */
    UNVERIFIED("unverified"),
    /** There is none: whoever was asked said so. */
    ABSENT("absent"),
    /**
     * Nobody knows whether there is one: whoever was asked did not answer. Never the same as
     * absent.
     */
    ERROR("error");

    private final String word;

    SignatureStatus(String word) {
        this.word = word;
    }

    /** The word by which policies know it. */
    public String word() {
        return word;
    }
}
