package dev.gatehouse.server.pgp;

import dev.gatehouse.core.signature.Binding;
import dev.gatehouse.core.signature.Fingerprint;
import dev.gatehouse.core.signature.ReasonCode;
import dev.gatehouse.core.signature.Signature;
import dev.gatehouse.core.signature.SignatureStatus;
import dev.gatehouse.core.signature.SignatureTrust;
import dev.gatehouse.core.signature.SignatureType;
import dev.gatehouse.core.signature.Signer;
import dev.gatehouse.core.signature.SigningKey;
import dev.gatehouse.server.pgp.Certificate.Standing;
import dev.gatehouse.server.pgp.Owned.Vouching;
import dev.gatehouse.server.pgp.PgpVerifier.Permission;

import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.api.OpenPGPSignature;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * The rule: a signature is valid when it is correct, its key is bound to its certificate, was valid
 * when it signed or is valid now, and was not revoked as compromised. Then, who may sign this file.
 */
final class SignatureJudge {
    /** A publisher's clock may be that much ahead of ours. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final String STRANGER =
            "its key comes from a key server, and nobody here has named it for this package";

    private final WeakSignatures weak;
    private final Instant now;
    private final Permission permission;

    SignatureJudge(WeakSignatures weak, Instant now, Permission permission) {
        this.weak = weak;
        this.now = now;
        this.permission = permission;
    }

    /** Why a signature is refused. */
    record Refusal(ReasonCode reason, String detail) {}

    /** What the signature itself gives away, before any key is asked. */
    static Optional<Refusal> refusal(PGPSignature signature) {
        if (signature.getSignatureType() != PGPSignature.BINARY_DOCUMENT) {
            // A signature over text holds for any line ends: not for exactly these bytes.
            return refuse(
                    ReasonCode.BAD_SIGNATURE,
                    "a signature of type 0x%02x is none over exactly these bytes"
                            .formatted(signature.getSignatureType()));
        }
        if (HashAlgorithm.of(signature.getHashAlgorithm()).isEmpty()) {
            return refuse(
                    ReasonCode.WEAK_HASH,
                    HashAlgorithm.name(signature.getHashAlgorithm()) + " proves nothing");
        }
        if (signature.getKeyIdentifiers().isEmpty()) {
            return refuse(ReasonCode.MALFORMED, "it does not name its key");
        }
        return SelfSignature.notUnderstood(signature)
                .flatMap(what -> refuse(ReasonCode.MALFORMED, "it has " + what));
    }

    private static Optional<Refusal> refuse(ReasonCode reason, String detail) {
        return Optional.of(new Refusal(reason, detail));
    }

    /** A signature that no key could save. */
    Signature refused(PGPSignature signature, Refusal refusal) {
        return verdict(SignatureStatus.INVALID, signature, refusal, claimed(signature));
    }

    /** A signature by a key that nobody here knows. */
    Signature missing(PGPSignature signature) {
        var key = claimed(signature);
        var name = key.fingerprint().map(Fingerprint::hex).orElse(key.id());
        return verdict(
                SignatureStatus.UNVERIFIED,
                signature,
                new Refusal(ReasonCode.KEY_MISSING, "key %s is in no key ring".formatted(name)),
                key);
    }

    /** A signature that the key it names did not make over these bytes. */
    Signature incorrect(PGPSignature signature, Owned owned) {
        return verdict(
                SignatureStatus.INVALID,
                signature,
                new Refusal(
                        ReasonCode.BAD_SIGNATURE, "it is no signature of that key over this file"),
                key(signature, owned));
    }

    /** A signature that the key made over these bytes: may it? */
    Signature correct(PGPSignature signature, Owned found) {
        var owned = found.vouched(permission::names);
        boolean weakness = isWeak(signature, owned);
        var refusal =
                timing(signature, owned)
                        .or(() -> entitlement(signature, owned))
                        .or(() -> strength(signature, owned))
                        .or(() -> identity(owned));
        var trust = refusal.isEmpty() ? trust(owned) : SignatureTrust.NONE;
        return new Signature(
                refusal.isEmpty() ? SignatureStatus.VALID : SignatureStatus.INVALID,
                SignatureType.PGP,
                trust,
                Optional.of(refusal.map(Refusal::reason).orElse(ReasonCode.OK)),
                signer(owned),
                Optional.of(key(signature, owned)),
                Optional.of(HashAlgorithm.name(signature.getHashAlgorithm())),
                weakness,
                Optional.of(signature.getCreationTime().toInstant()),
                now,
                refusal.map(Refusal::detail).orElse(trust == SignatureTrust.NONE ? STRANGER : ""));
    }

    private Optional<Refusal> timing(PGPSignature signature, Owned owned) {
        var made = signature.getCreationTime().toInstant();
        if (made.isAfter(now.plus(SKEW))) {
            return refuse(ReasonCode.BAD_SIGNATURE, "it was made in the future: " + made);
        }
        if (made.isBefore(owned.key().createdAt())) {
            return refuse(ReasonCode.BAD_SIGNATURE, "it is older than its key");
        }
        var hashed = signature.getHashedSubPackets();
        long lifetime = hashed == null ? 0 : hashed.getSignatureExpirationTime();
        return lifetime != 0 && !made.plusSeconds(lifetime).isAfter(now)
                ? refuse(ReasonCode.BAD_SIGNATURE, "it ended " + made.plusSeconds(lifetime))
                : Optional.empty();
    }

    private Optional<Refusal> entitlement(PGPSignature signature, Owned owned) {
        var certificate = owned.certificate();
        if (certificate.isCompromised(owned.key())) {
            return refuse(ReasonCode.KEY_REVOKED, "its key was revoked as not to be trusted");
        }
        if (!certificate.isBound(owned.key())) {
            return refuse(ReasonCode.UNBOUND_SUBKEY, "nothing proves whose key it was made with");
        }
        var then = certificate.standing(owned.key(), signature.getCreationTime().toInstant());
        var today = certificate.standing(owned.key(), now);
        if (then == Standing.GOOD || today == Standing.GOOD) {
            return Optional.empty();
        }
        return switch (then == Standing.UNBOUND ? today : then) {
            case RETIRED ->
                    refuse(ReasonCode.KEY_REVOKED, "its key was retired before it was made");
            case EXPIRED -> refuse(ReasonCode.KEY_EXPIRED_AT_SIGNING, "its key had expired");
            case NO_SIGNER -> refuse(ReasonCode.UNBOUND_SUBKEY, "its key is not for signing");
            case UNBOUND, UNBORN, GOOD ->
                    refuse(ReasonCode.UNBOUND_SUBKEY, "its key was not bound when it was made");
        };
    }

    private Optional<Refusal> strength(PGPSignature signature, Owned owned) {
        var key = owned.key().key();
        var algorithm = KeyAlgorithm.of(key.getAlgorithm());
        boolean shortKey = algorithm.isWeak(key);
        if (algorithm.isBroken(key) || (shortKey && weak == WeakSignatures.REJECT)) {
            return refuse(
                    ReasonCode.WEAK_KEY,
                    "its key has %d bits of %s".formatted(key.getBitStrength(), algorithm.word()));
        }
        return hasWeakHash(signature) && weak == WeakSignatures.REJECT
                ? refuse(
                        ReasonCode.WEAK_HASH,
                        HashAlgorithm.name(signature.getHashAlgorithm()) + " is refused")
                : Optional.empty();
    }

    private Optional<Refusal> identity(Owned owned) {
        var ruling = permission.ruling();
        if (!ruling.listed() || ruling.any() || isMapped(owned)) {
            return Optional.empty();
        }
        return refuse(
                ReasonCode.IDENTITY_MISMATCH,
                "its key %s is none of those that may sign this package"
                        .formatted(owned.key().fingerprint()));
    }

    private SignatureTrust trust(Owned owned) {
        if (owned.names().stream().anyMatch(permission.pins()::contains)) {
            return SignatureTrust.PINNED;
        }
        if (isMapped(owned)) {
            return SignatureTrust.KEYSMAP;
        }
        return owned.certificate().isConfigured() ? SignatureTrust.KEYRING : SignatureTrust.NONE;
    }

    private boolean isMapped(Owned owned) {
        return owned.names().stream().anyMatch(permission.ruling().keys()::contains);
    }

    private Optional<Signer> signer(Owned owned) {
        var certificate = owned.certificate();
        if (!certificate.isBound(owned.key())) {
            return Optional.empty();
        }
        return Optional.of(
                owned.vouching() == Vouching.ALONE
                        ? Signer.pgp(owned.key().fingerprint(), Optional.empty())
                        : Signer.pgp(certificate.primary().fingerprint(), certificate.name(now)));
    }

    private Signature verdict(
            SignatureStatus status, PGPSignature signature, Refusal refusal, SigningKey key) {
        return new Signature(
                status,
                SignatureType.PGP,
                SignatureTrust.NONE,
                Optional.of(refusal.reason()),
                Optional.empty(),
                Optional.of(key),
                Optional.of(HashAlgorithm.name(signature.getHashAlgorithm())),
                hasWeakHash(signature),
                Optional.of(signature.getCreationTime().toInstant()),
                now,
                refusal.detail());
    }

    private static boolean isWeak(PGPSignature signature, Owned owned) {
        var key = owned.key().key();
        return hasWeakHash(signature) || KeyAlgorithm.of(key.getAlgorithm()).isWeak(key);
    }

    private static boolean hasWeakHash(PGPSignature signature) {
        return HashAlgorithm.of(signature.getHashAlgorithm())
                .map(HashAlgorithm::isWeak)
                .orElse(true);
    }

    /** What a signature says of its key. */
    private static SigningKey claimed(PGPSignature signature) {
        var named = OpenPGPSignature.getMostExpressiveIdentifier(signature.getKeyIdentifiers());
        if (named == null) {
            return SigningKey.unknown("", Optional.empty());
        }
        byte[] fingerprint = named.getFingerprint();
        return SigningKey.unknown(
                id(named.getKeyId()),
                fingerprint == null
                        ? Optional.empty()
                        : CertificateBuilder.fingerprint(fingerprint));
    }

    private SigningKey key(PGPSignature signature, Owned owned) {
        var certificate = owned.certificate();
        var key = owned.key();
        var made = signature.getCreationTime().toInstant();
        var validity =
                new SigningKey.Validity(
                        key.createdAt(),
                        certificate.expiresAt(key, now),
                        certificate.standing(key, made) == Standing.GOOD,
                        certificate.standing(key, now) == Standing.GOOD,
                        certificate.isRevoked(key),
                        binding(owned));
        return new SigningKey(
                id(key.key().getKeyID()),
                Optional.of(key.fingerprint()),
                Optional.of(certificate.primary().fingerprint()),
                Optional.of(KeyAlgorithm.of(key.key().getAlgorithm()).word()),
                KeySet.bits(key),
                Optional.of(validity),
                certificate.sources().stream().findFirst());
    }

    private static Binding binding(Owned owned) {
        if (owned.vouching() != Vouching.NONE || !owned.certificate().isBound(owned.key())) {
            return Binding.NONE;
        }
        return owned.certificate().isPrimary(owned.key()) ? Binding.PRIMARY : Binding.SUBKEY;
    }

    private static String id(long keyId) {
        return "%016X".formatted(keyId).toUpperCase(Locale.ROOT);
    }
}
