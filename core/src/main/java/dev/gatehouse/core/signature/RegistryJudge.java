package dev.gatehouse.core.signature;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges what a registry has signed: ECDSA over P-256 with SHA-256 (npm's {@code dist.signatures}),
 * by a key that was good when the version was published, over a text that names a digest which the
 * bytes have. Nothing in the statement or the keys makes it throw. Immutable.
 *
 * @param acceptsWeak whether a text that names the bytes by SHA-1 alone proves anything
 */
public record RegistryJudge(boolean acceptsWeak) {
    /** No registry makes more than two, while it changes its key. */
    private static final int MOST_CLAIMS = 16;

    private static final int BITS = 256;

    /** The order of P-256 (FIPS 186-4, D.1.2.3): it tells the curve among those of that size. */
    private static final BigInteger ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    /**
     * Judges each signature.
     *
     * @param bytes the digests of the bytes that would be served
     * @param registry who publishes the keys
     * @return at least one
     */
    public List<Signature> judge(
            RegistryStatement statement,
            Set<Digest> bytes,
            RegistryKeys keys,
            String registry,
            Instant now) {
        if (statement.claims().isEmpty()) {
            return List.of(Signature.absent(SignatureType.NPM_REGISTRY, now));
        }
        if (statement.claims().size() > MOST_CLAIMS) {
            return List.of(
                    Signature.malformed(
                            SignatureType.NPM_REGISTRY,
                            now,
                            "more than " + MOST_CLAIMS + " signatures"));
        }
        Bench bench = new Bench(statement, bytes, keys, registry, now);
        return statement.claims().stream().map(claim -> judge(claim, bench)).toList();
    }

    /** What does not differ from one signature to the other. */
    private record Bench(
            RegistryStatement statement,
            Set<Digest> bytes,
            RegistryKeys keys,
            String registry,
            Instant now) {}

    /** What became of one signature. */
    private record Finding(SignatureStatus status, ReasonCode reason, boolean weak, String why) {
        static Finding refused(ReasonCode reason, String why) {
            return new Finding(SignatureStatus.INVALID, reason, false, why);
        }

        boolean isValid() {
            return status == SignatureStatus.VALID;
        }
    }

    private Signature judge(RegistryStatement.Claim claim, Bench bench) {
        if (claim.key().isEmpty() || claim.signature().isEmpty()) {
            String why = "the index has something else in the place of a signature";
            return signature(claim, bench, Finding.refused(ReasonCode.MALFORMED, why));
        }
        Optional<RegistryKey> key = bench.keys().find(claim.key());
        return signature(
                claim,
                bench,
                key.map(k -> finding(claim, k, bench))
                        .orElseGet(
                                () ->
                                        new Finding(
                                                SignatureStatus.UNVERIFIED,
                                                ReasonCode.KEY_MISSING,
                                                false,
                                                bench.registry() + " tells no key of that name")));
    }

    private Finding finding(RegistryStatement.Claim claim, RegistryKey key, Bench bench) {
        try {
            return isCorrect(publicKey(key), bench.statement().text(), claim)
                    ? correct(key, bench)
                    : Finding.refused(
                            ReasonCode.BAD_SIGNATURE,
                            "not this key's signature over this name, version and integrity");
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Finding.refused(ReasonCode.MALFORMED, String.valueOf(e.getMessage()));
        }
    }

    private static PublicKey publicKey(RegistryKey key) throws GeneralSecurityException {
        byte[] encoded = Base64.getDecoder().decode(key.spki());
        PublicKey found =
                KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
        if (!(found instanceof ECPublicKey ec) || !ec.getParams().getOrder().equals(ORDER)) {
            throw new InvalidKeyException("the registry's key is not on the curve P-256");
        }
        return found;
    }

    private static boolean isCorrect(PublicKey key, String text, RegistryStatement.Claim claim)
            throws GeneralSecurityException {
        byte[] signature = Base64.getDecoder().decode(claim.signature());
        java.security.Signature verifier = java.security.Signature.getInstance("SHA256withECDSA");
        verifier.initVerify(key);
        verifier.update(text.getBytes(StandardCharsets.UTF_8));
        try {
            return verifier.verify(signature);
        } catch (SignatureException e) {
            throw new SignatureException("no ECDSA signature in DER can be read", e);
        }
    }

    private Finding correct(RegistryKey key, Bench bench) {
        if (!wasGood(key, bench)) {
            String came =
                    bench.statement().publishedAt().map(Instant::toString).orElse("nobody says");
            return Finding.refused(
                    ReasonCode.KEY_EXPIRED_AT_SIGNING,
                    "the key expired at %s; when the version came: %s"
                            .formatted(key.expiresAt().orElseThrow(), came));
        }
        Set<Digest> named = comparable(bench);
        if (named.isEmpty() || !bench.bytes().containsAll(named)) {
            return Finding.refused(
                    ReasonCode.DIGEST_MISMATCH, "the bytes are not those of the signed integrity");
        }
        boolean weak = named.stream().noneMatch(d -> d.algorithm().isStrong());
        return weak && !acceptsWeak
                ? new Finding(SignatureStatus.INVALID, ReasonCode.WEAK_HASH, true, "by SHA-1 alone")
                : new Finding(SignatureStatus.VALID, ReasonCode.OK, weak, "");
    }

    /** One that will expire may sign until then; an unknown time does not excuse a dead key. */
    private static boolean wasGood(RegistryKey key, Bench bench) {
        Instant signed = bench.statement().publishedAt().orElse(bench.now());
        return key.expiresAt().map(signed::isBefore).orElse(true);
    }

    /** The digests that the text names, of algorithms by which the bytes are known. */
    private static Set<Digest> comparable(Bench bench) {
        Set<DigestAlgorithm> known =
                bench.bytes().stream().map(Digest::algorithm).collect(Collectors.toSet());
        return bench.statement().digests().stream()
                .filter(d -> known.contains(d.algorithm()))
                .collect(Collectors.toSet());
    }

    private static Signature signature(
            RegistryStatement.Claim claim, Bench bench, Finding finding) {
        String id = ascii(claim.key());
        Optional<Signer> signer =
                finding.isValid()
                        ? Optional.of(
                                new Signer(id, Optional.empty(), Optional.of(bench.registry())))
                        : Optional.empty();
        return new Signature(
                finding.status(),
                SignatureType.NPM_REGISTRY,
                finding.isValid() ? SignatureTrust.REGISTRY : SignatureTrust.NONE,
                Optional.of(finding.reason()),
                signer,
                Optional.of(key(id, finding, bench)),
                Optional.of("SHA256"),
                finding.weak(),
                bench.statement().publishedAt(),
                bench.now(),
                ascii(finding.why()));
    }

    private static SigningKey key(String id, Finding finding, Bench bench) {
        return finding.reason() == ReasonCode.KEY_MISSING
                ? SigningKey.unknown(id, Optional.empty())
                : new SigningKey(
                        id,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("ecdsa"),
                        OptionalInt.of(BITS),
                        Optional.empty(),
                        Optional.of(bench.registry()));
    }

    private static String ascii(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
