package dev.gatehouse.core.signature;

/** How a key is tied to the certificate that it lies in. */
public enum Binding {
    /** The primary key, with a good signature of its own. */
    PRIMARY("primary"),
    /** A subkey: bound by the primary key, and saying so itself (the back-signature). */
    SUBKEY("subkey"),
    /** Bound to nothing: it counts only where its very fingerprint is pinned. */
    NONE("none");

    private final String word;

    Binding(String word) {
        this.word = word;
    }

    /** The word by which policies know it. */
    public String word() {
        return word;
    }
}
