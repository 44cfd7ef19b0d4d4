package dev.gatehouse.core.signature;

import java.time.Instant;
import java.util.Optional;

/**
 * One signature of one file, judged: the {@code signature} of policies, save for the pin, which
 * belongs to the package.
 *
 * @param trust {@link SignatureTrust#NONE} unless the signature is valid
 * @param reason absent where there was no signature to judge
 * @param signer present only when the key proved that it made this signature and belongs to the
 *     certificate: a claim is never a signer
 * @param key present where the signature names one
 * @param hash the hash algorithm as OpenPGP names it, such as {@code SHA256}
 * @param weak correct by a hash or key that is no longer good enough ({@code status} says whether
 *     that was accepted)
 * @param signedAt when, as the signer says
 * @param detail for people: what exactly is wrong, in one line of ASCII; empty when nothing is
 */
public record Signature(
        SignatureStatus status,
        SignatureType type,
        SignatureTrust trust,
        Optional<ReasonCode> reason,
        Optional<Signer> signer,
        Optional<SigningKey> key,
        Optional<String> hash,
        boolean weak,
        Optional<Instant> signedAt,
        Instant verifiedAt,
        String detail) {

    public Signature {
        if (status != SignatureStatus.VALID && trust != SignatureTrust.NONE) {
            throw new IllegalArgumentException(
                    "a signature that is %s has no trust, but was given %s"
                            .formatted(status.word(), trust.word()));
        }
        if (!reasons(status, reason)) {
            throw new IllegalArgumentException(
                    "a signature that is %s for the reason '%s'"
                            .formatted(status.word(), reason.map(ReasonCode::word).orElse("")));
        }
    }

    /** There is no signature: whoever was asked said so. */
    public static Signature absent(SignatureType type, Instant at) {
        return bare(SignatureStatus.ABSENT, type, Optional.empty(), at, "there is no signature");
    }

    /** Nobody knows whether there is a signature. */
    public static Signature unknown(SignatureType type, Instant at, String detail) {
        return bare(SignatureStatus.ERROR, type, Optional.empty(), at, detail);
    }

    /** What should be a signature is none that can be read. */
    public static Signature malformed(SignatureType type, Instant at, String detail) {
        return bare(SignatureStatus.INVALID, type, Optional.of(ReasonCode.MALFORMED), at, detail);
    }

    /**
     * Whether it makes its file count as signed. The proxy's own signature never does: else nothing
     * that it holds would be unsigned.
     */
    public boolean counts() {
        return status == SignatureStatus.VALID
                && type != SignatureType.REPOSITORY
                && trust != SignatureTrust.NONE
                && trust != SignatureTrust.REPOSITORY;
    }

    private static Signature bare(
            SignatureStatus status,
            SignatureType type,
            Optional<ReasonCode> reason,
            Instant at,
            String detail) {
        return new Signature(
                status,
                type,
                SignatureTrust.NONE,
                reason,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                at,
                detail);
    }

    private static boolean reasons(SignatureStatus status, Optional<ReasonCode> reason) {
        return switch (status) {
            case VALID -> reason.equals(Optional.of(ReasonCode.OK));
            case INVALID, UNVERIFIED -> reason.filter(code -> code != ReasonCode.OK).isPresent();
            case ABSENT, ERROR -> reason.isEmpty();
        };
    }
}
