package dev.gatehouse.core.signature;

/** Why a signature has its status. */
public enum ReasonCode {
    OK("ok"),
    /** No key ring has the key that the signature names. */
    KEY_MISSING("key_missing"),
    /** The key had expired when it signed, and has not been extended since. */
    KEY_EXPIRED_AT_SIGNING("key_expired_at_signing"),
    /** Revoked as compromised at any time, or as retired before it signed. */
    KEY_REVOKED("key_revoked"),
    /** A hash that proves nothing any more, or that the configuration refuses. */
    WEAK_HASH("weak_hash"),
    /** A key that the configuration refuses as too short. */
    WEAK_KEY("weak_key"),
    /** Nothing proves that the key belongs to the certificate that it lies in. */
    UNBOUND_SUBKEY("unbound_subkey"),
    /** Not this key's signature over these bytes, or not in force now. */
    BAD_SIGNATURE("bad_signature"),
    /** The bytes are not those that the signed statement names. */
    DIGEST_MISMATCH("digest_mismatch"),
    /** A good signature of somebody who may not sign this package. */
    IDENTITY_MISMATCH("identity_mismatch"),
    MALFORMED("malformed"),
    /** The root of trust is too old to judge it. */
    ROOT_OUTDATED("root_outdated");

    private final String word;

    ReasonCode(String word) {
        this.word = word;
    }

    /** The word by which policies know it. */
    public String word() {
        return word;
    }
}
