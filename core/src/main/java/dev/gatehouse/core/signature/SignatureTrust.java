package dev.gatehouse.core.signature;

/** Why the key of a valid signature is believed; {@link #NONE} for every other signature. */
public enum SignatureTrust {
    /** The signer is among those that were accepted for this package. */
    PINNED("pinned"),
    /** The keys map, or a build's list of trusted keys, names the key for this package. */
    KEYSMAP("keysmap"),
    /** The key lies in a key ring of the operator, and nothing restricts this package's signers. */
    KEYRING("keyring"),
    /** The first signer that was ever seen for this package. */
    TOFU("tofu"),
    /** A key that the registry publishes. */
    REGISTRY("registry"),
    SIGSTORE("sigstore"),
    /** This proxy's own key. */
    REPOSITORY("repository"),
    NONE("none");

    private final String word;

    SignatureTrust(String word) {
        this.word = word;
    }

    /** The word by which policies know it. */
    public String word() {
        return word;
    }
}
