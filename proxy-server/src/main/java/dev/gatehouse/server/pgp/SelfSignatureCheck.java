package dev.gatehouse.server.pgp;

import dev.gatehouse.server.pgp.SelfSignature.Binding;
import dev.gatehouse.server.pgp.SelfSignature.Revocation;

import org.bouncycastle.bcpg.KeyIdentifier;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Proves what stands on a key. A statement that binds must be flawless; a revocation is believed
 * whatever else is odd about it, so that nothing unknown in it makes a revoked key good.
 */
final class SelfSignatureCheck {
    private static final ContentVerifiers VERIFIERS = new ContentVerifiers();

    private final PGPPublicKey primary;

    /** For what stands on the key with that primary key. */
    SelfSignatureCheck(PGPPublicKey primary) {
        this.primary = primary;
    }

    /** A statement about the primary key. */
    Optional<SelfSignature> direct(PGPSignature signature) {
        return switch (signature.getSignatureType()) {
            case PGPSignature.DIRECT_KEY ->
                    isPlain(signature, primary) && isCorrect(signature, primary, this::onPrimary)
                            ? Optional.of(Binding.of(signature, false))
                            : Optional.empty();
            case PGPSignature.KEY_REVOCATION -> revocation(signature, primary);
            default -> Optional.empty();
        };
    }

    /** A revocation of the primary key by that key, be it itself or one that it named for this. */
    Optional<SelfSignature> revocation(PGPSignature signature, PGPPublicKey revoker) {
        return isCorrect(signature, revoker, this::onPrimary)
                ? Optional.of(Revocation.of(signature))
                : Optional.empty();
    }

    /** A statement about a user id. */
    Optional<SelfSignature> identity(PGPSignature signature, byte[] userId) {
        Verification overId = sig -> sig.verifyCertification(userId, primary);
        if (signature.getSignatureType() == PGPSignature.CERTIFICATION_REVOCATION) {
            return isCorrect(signature, primary, overId)
                    ? Optional.of(Revocation.of(signature))
                    : Optional.empty();
        }
        return signature.isCertification()
                        && isPlain(signature, primary)
                        && isCorrect(signature, primary, overId)
                ? Optional.of(Binding.of(signature, false))
                : Optional.empty();
    }

    /** A statement about a subkey. */
    Optional<SelfSignature> subkey(PGPSignature signature, PGPPublicKey subkey) {
        Verification overBoth = sig -> sig.verifyCertification(primary, subkey);
        return switch (signature.getSignatureType()) {
            case PGPSignature.SUBKEY_BINDING ->
                    isPlain(signature, subkey) && isCorrect(signature, primary, overBoth)
                            ? Optional.of(Binding.of(signature, isCrossed(signature, subkey)))
                            : Optional.empty();
            case PGPSignature.SUBKEY_REVOCATION ->
                    isCorrect(signature, primary, overBoth)
                            ? Optional.of(Revocation.of(signature))
                            : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** Whether the primary key could have made it at all: spares the arithmetic for strangers'. */
    boolean isOwn(PGPSignature signature) {
        var named = signature.getKeyIdentifiers();
        return named.isEmpty() || KeyIdentifier.matches(named, primary.getKeyIdentifier(), false);
    }

    /** RFC 9580, 5.2.1.9: a key that signs says itself that it belongs to the primary key. */
    private boolean isCrossed(PGPSignature binding, PGPPublicKey subkey) {
        for (var back : embedded(binding)) {
            if (back.getSignatureType() == PGPSignature.PRIMARYKEY_BINDING
                    && isPlain(back, subkey)
                    && isCorrect(back, subkey, sig -> sig.verifyCertification(primary, subkey))) {
                return true;
            }
        }
        return false;
    }

    private static List<PGPSignature> embedded(PGPSignature binding) {
        var found = new ArrayList<PGPSignature>();
        try {
            for (var area :
                    List.of(binding.getHashedSubPackets(), binding.getUnhashedSubPackets())) {
                PGPSignatureList list = area.getEmbeddedSignatures();
                list.forEach(found::add);
            }
        } catch (PGPException | RuntimeException e) {
            // What cannot be read proves nothing.
            found.clear();
        }
        return found;
    }

    /** Neither older than the key that it is about nor in need of being understood. */
    private static boolean isPlain(PGPSignature signature, PGPPublicKey about) {
        return !signature
                        .getCreationTime()
                        .toInstant()
                        .isBefore(about.getCreationTime().toInstant())
                && SelfSignature.notUnderstood(signature).isEmpty();
    }

    private boolean onPrimary(PGPSignature signature) throws PGPException {
        return signature.verifyCertification(primary);
    }

    private static boolean isCorrect(
            PGPSignature signature, PGPPublicKey signer, Verification verification) {
        try {
            signature.init(VERIFIERS, signer);
            return verification.isCorrect(signature);
        } catch (PGPException | RuntimeException e) {
            // The arithmetic meets hostile numbers with whatever exception comes first.
            return false;
        }
    }

    private interface Verification {
        boolean isCorrect(PGPSignature signature) throws PGPException;
    }
}
