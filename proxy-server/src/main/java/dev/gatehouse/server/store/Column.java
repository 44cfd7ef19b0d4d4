package dev.gatehouse.server.store;

import java.nio.charset.StandardCharsets;

/** The column families, named after what they hold; with the parts of their keys. */
enum Column {
    /** What the store knows of itself; RocksDB demands a family of that name. */
    STORE("default"),
    /** Repository, format, source, name, part: a source's documents lie together. */
    INDEX_DOCUMENTS("index-documents"),
    /** Repository, format, name: all that was published under a name. */
    RELEASES("releases"),
    /** Repository, format, name: the same names without their releases, for listings. */
    LOCAL_NAMES("local-names"),
    /** Repository, format, name, version, file. */
    FILES("files"),
    /** Repository, format, name, version. */
    PINS("pins"),
    /** Repository, format, name, source. */
    PROVENANCE("provenance"),
    /** Repository, format, name, source. */
    PRESENT("present"),
    /** Repository, format, name, source. */
    ABSENT("absent"),
    /** Repository, format, name, version, file (empty: the whole version). */
    STATES("states"),
    /** Repository, format, name, file: how often it was served. */
    FILE_USES("file-uses"),
    /** Repository, format, name, version, file: what is known of its signatures. */
    VERDICTS("signature-verdicts"),
    /** Repository, format, source: with which keys a registry signs. */
    REGISTRY_KEYS("registry-keys"),
    /** Repository, format, name, fingerprint: a known signer of a package. */
    SIGNERS("signers"),
    /** Repository, key id: a key pair of the repository's own, sealed. */
    OWN_KEYS("own-keys"),
    /** Repository, format, name, version, file: the repository's own signature of it. */
    OWN_SIGNATURES("own-signatures"),
    /** Event id. */
    AUDIT("audit"),
    /** Position in the order of writing; and the two ends. */
    AUDIT_CHAIN("audit-chain"),
    /** Token id. */
    TOKENS("tokens"),
    /** Token id. */
    TOKEN_USES("token-uses"),
    /** User's name. */
    USERS("users"),
    /** Repository. */
    REPOSITORIES("repositories"),
    /** Repository, format, source. */
    UPSTREAMS("upstreams"),
    /** Repository: what is configured of it, where the file declares none. */
    MANAGED("managed"),
    /** Webhook's name: what is remembered of it; and, without a name, what is of all. */
    WEBHOOKS("webhooks"),
    /** Webhook's name, delivery's id. */
    DELIVERIES("webhook-deliveries"),
    /** Policy id: a policy; and, without an id, what is remembered of all. */
    POLICIES("policies"),
    /** Exemption id. */
    EXEMPTIONS("exemptions"),
    /** Id of an entry of the decision log. */
    DECISIONS("decisions"),
    /** Input id: what policies were shown; and, with an entry's id behind it, that it needs it. */
    DECISION_INPUTS("decision-inputs"),
    /** Set, format, name, advisory: an advisory; and, without a set, which one is in force. */
    ADVISORIES("advisories");

    private final String title;

    Column(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    byte[] bytes() {
        return title.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether a repository's entries go with it. */
    boolean isOfRepository() {
        return switch (this) {
            case STORE,
                    AUDIT,
                    AUDIT_CHAIN,
                    TOKENS,
                    TOKEN_USES,
                    USERS,
                    WEBHOOKS,
                    DELIVERIES,
                    POLICIES,
                    EXEMPTIONS,
                    DECISIONS,
                    DECISION_INPUTS,
                    ADVISORIES ->
                    false;
            case INDEX_DOCUMENTS,
                    RELEASES,
                    LOCAL_NAMES,
                    FILES,
                    PINS,
                    PROVENANCE,
                    PRESENT,
                    ABSENT,
                    STATES,
                    FILE_USES,
                    VERDICTS,
                    REGISTRY_KEYS,
                    SIGNERS,
                    OWN_KEYS,
                    OWN_SIGNATURES,
                    REPOSITORIES,
                    UPSTREAMS,
                    MANAGED ->
                    true;
        };
    }
}
