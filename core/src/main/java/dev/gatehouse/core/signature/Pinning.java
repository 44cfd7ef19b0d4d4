package dev.gatehouse.core.signature;

/** What is done about a package whose signer is not one of those that signed it before. */
public enum Pinning {
    /** Nothing is learned and nothing is compared. */
    OFF("off"),
    /** It is served, and an alarm is raised. */
    WARN("warn"),
    /** It is held back until somebody accepts the signer. */
    HOLD("hold");

    private final String word;

    Pinning(String word) {
        this.word = word;
    }

    /** The word by which people write it. */
    public String word() {
        return word;
    }
}
