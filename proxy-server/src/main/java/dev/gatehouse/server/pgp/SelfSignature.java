package dev.gatehouse.server.pgp;

import org.bouncycastle.bcpg.SignatureSubpacket;
import org.bouncycastle.bcpg.SignatureSubpacketTags;
import org.bouncycastle.bcpg.sig.RevocationReason;
import org.bouncycastle.bcpg.sig.RevocationReasonTags;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** What a key's owner said about a key or a user id, proven to be the owner's. */
sealed interface SelfSignature {
    /** When it was said. */
    Instant from();

    /**
     * It is bound, with these properties.
     *
     * @param until when the statement itself ends; absent: never
     * @param lifetime of the key since its creation, as this statement says; absent: not limited
     * @param flags what the key may do; absent: whatever its algorithm can
     * @param crossed a subkey's statement that it belongs to this primary key comes with it
     * @param primary the user id is the one to show
     */
    record Binding(
            Instant from,
            Optional<Instant> until,
            Optional<Duration> lifetime,
            OptionalInt flags,
            boolean crossed,
            boolean primary)
            implements SelfSignature {

        static Binding of(PGPSignature signature, boolean crossed) {
            var from = signature.getCreationTime().toInstant();
            var hashed = signature.getHashedSubPackets();
            if (hashed == null) {
                return new Binding(
                        from,
                        Optional.empty(),
                        Optional.empty(),
                        OptionalInt.empty(),
                        crossed,
                        false);
            }
            return new Binding(
                    from,
                    seconds(hashed.getSignatureExpirationTime()).map(from::plus),
                    seconds(hashed.getKeyExpirationTime()),
                    hashed.hasSubpacket(SignatureSubpacketTags.KEY_FLAGS)
                            ? OptionalInt.of(hashed.getKeyFlags())
                            : OptionalInt.empty(),
                    crossed,
                    hashed.isPrimaryUserID());
        }

        boolean inForce(Instant time) {
            return !from.isAfter(time) && until.filter(end -> !end.isAfter(time)).isEmpty();
        }
    }

    /**
     * It is revoked.
     *
     * @param hard for a reason, or for want of one, that spoils everything it ever did; otherwise
     *     it was retired or replaced, and what it did before stays good
     */
    record Revocation(Instant from, boolean hard) implements SelfSignature {
        static Revocation of(PGPSignature signature) {
            return new Revocation(
                    signature.getCreationTime().toInstant(),
                    !isSoft(signature.getHashedSubPackets()));
        }

        private static boolean isSoft(PGPSignatureSubpacketVector hashed) {
            return hashed != null
                    && hashed.getSubpacket(SignatureSubpacketTags.REVOCATION_REASON)
                            instanceof RevocationReason reason
                    && (reason.getRevocationReason() == RevocationReasonTags.KEY_SUPERSEDED
                            || reason.getRevocationReason() == RevocationReasonTags.KEY_RETIRED);
        }
    }

    private static Optional<Duration> seconds(long count) {
        return count == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(count));
    }

    /**
     * What in a signature must be understood and is not (RFC 9580, 5.2.3.7 and 5.2.3.24): such a
     * signature is in error.
     */
    static Optional<String> notUnderstood(PGPSignature signature) {
        var hashed = signature.getHashedSubPackets();
        if (hashed == null) {
            return Optional.empty();
        }
        for (var notation : hashed.getNotationDataOccurrences()) {
            if (notation.isCritical()) {
                return Optional.of("a critical notation that nobody here knows");
            }
        }
        for (SignatureSubpacket subpacket : hashed.toArray()) {
            // The parser leaves what it does not know in the general class.
            if (subpacket.isCritical() && subpacket.getClass().equals(SignatureSubpacket.class)) {
                return Optional.of("a critical subpacket of unknown type " + subpacket.getType());
            }
        }
        return Optional.empty();
    }
}
