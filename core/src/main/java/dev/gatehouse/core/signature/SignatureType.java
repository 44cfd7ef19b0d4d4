package dev.gatehouse.core.signature;

/** The kind of a signature. */
public enum SignatureType {
    PGP("pgp"),
    SIGSTORE("sigstore"),
    NPM_REGISTRY("npm-registry"),
    PEP740("pep740"),
    /** Made by this proxy on commit; it never makes a file count as signed. */
    REPOSITORY("repository");

    private final String word;

    SignatureType(String word) {
        this.word = word;
    }

    /** The word by which policies know it. */
    public String word() {
        return word;
    }
}
