package dev.gatehouse.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which signatures of a registry are good; keys and signatures are made here. */
class RegistryJudgeTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant PUBLISHED = Instant.parse("2026-01-01T00:00:00Z");
    private static final byte[] TARBALL = "tarball".getBytes(StandardCharsets.UTF_8);
    private static final Digest SHA512 = Digest.compute(DigestAlgorithm.SHA512, TARBALL);
    private static final Digest SHA1 = Digest.compute(DigestAlgorithm.SHA1, TARBALL);
    private static final Set<Digest> BYTES =
            Set.of(SHA512, SHA1, Digest.compute(DigestAlgorithm.SHA256, TARBALL));
    private static final String TEXT = "@acme/ui@1.0.0:sha512-" + SHA512.base64();

    private final KeyPair pair = pair("secp256r1");
    private final RegistryKey key = key("SHA256:one", pair, Optional.empty());

    @Test
    void aGoodSignatureCountsAndItsTrustIsTheRegistrys() {
        Signature judged = judge(statement(TEXT, claim(key, sign(pair, TEXT))), key);

        assertThat(judged.counts()).isTrue();
        assertThat(judged.trust()).isEqualTo(SignatureTrust.REGISTRY);
        assertThat(judged.type()).isEqualTo(SignatureType.NPM_REGISTRY);
        assertThat(judged.signer().orElseThrow().id()).isEqualTo("SHA256:one");
        assertThat(judged.signer().orElseThrow().issuer()).contains("public");
        assertThat(judged.weak()).isFalse();
    }

    @Test
    void noClaimIsAbsent() {
        assertThat(judge(statement(TEXT), key).status()).isEqualTo(SignatureStatus.ABSENT);
    }

    @Test
    void aSignatureOfAnotherKeyIsBad() {
        KeyPair other = pair("secp256r1");

        refused(statement(TEXT, claim(key, sign(other, TEXT))), ReasonCode.BAD_SIGNATURE);
    }

    @Test
    void aSignatureOverAnotherNameOrVersionIsBad() {
        String other = TEXT.replace("@1.0.0", "@1.0.1");
        String another = TEXT.replace("@acme/ui", "@acme/uix");

        refused(statement(TEXT, claim(key, sign(pair, other))), ReasonCode.BAD_SIGNATURE);
        refused(statement(TEXT, claim(key, sign(pair, another))), ReasonCode.BAD_SIGNATURE);
    }

    @Test
    void aGoodSignatureOverAnotherTarballIsRefused() {
        Digest foreign = Digest.compute(DigestAlgorithm.SHA512, new byte[] {1});
        String text = "@acme/ui@1.0.0:sha512-" + foreign.base64();
        RegistryStatement swapped =
                new RegistryStatement(
                        text,
                        Set.of(foreign),
                        Optional.of(PUBLISHED),
                        List.of(claim(key, sign(pair, text))));

        refused(swapped, ReasonCode.DIGEST_MISMATCH);
    }

    @Test
    void aGoodSignatureOverNoDigestIsRefused() {
        String text = "@acme/ui@1.0.0:";
        RegistryStatement unbound =
                new RegistryStatement(
                        text,
                        Set.of(),
                        Optional.of(PUBLISHED),
                        List.of(claim(key, sign(pair, text))));

        refused(unbound, ReasonCode.DIGEST_MISMATCH);
    }

    @Test
    void aKeyThatNobodyTellsLeavesTheSignatureUnverified() {
        RegistryKey other = key("SHA256:two", pair, Optional.empty());

        Signature judged = judge(statement(TEXT, claim(other, sign(pair, TEXT))), key);

        assertThat(judged.status()).isEqualTo(SignatureStatus.UNVERIFIED);
        assertThat(judged.reason()).contains(ReasonCode.KEY_MISSING);
        assertThat(judged.signer()).isEmpty();
    }

    @Test
    void aKeySignsUntilItExpiresAndNotFromThenOn() {
        RegistryStatement statement = statement(TEXT, claim(key, sign(pair, TEXT)));

        assertThat(judge(statement, key.until(PUBLISHED.plusMillis(1))).counts()).isTrue();
        assertThat(judge(statement, key.until(PUBLISHED)).reason())
                .contains(ReasonCode.KEY_EXPIRED_AT_SIGNING);
    }

    @Test
    void anUnknownTimeDoesNotExcuseAnExpiredKey() {
        RegistryStatement timeless =
                new RegistryStatement(
                        TEXT,
                        Set.of(SHA512),
                        Optional.empty(),
                        List.of(claim(key, sign(pair, TEXT))));

        assertThat(judge(timeless, key.until(NOW)).reason())
                .contains(ReasonCode.KEY_EXPIRED_AT_SIGNING);
        assertThat(judge(timeless, key.until(NOW.plusSeconds(1))).counts()).isTrue();
        assertThat(judge(timeless, key).counts()).isTrue();
    }

    @Test
    void aKeyOfAnotherCurveOrKindIsNoKeyOfThisScheme() {
        for (String curve : List.of("secp384r1", "secp521r1")) {
            KeyPair long384 = pair(curve);
            RegistryKey other = key("SHA256:one", long384, Optional.empty());
            RegistryStatement statement = statement(TEXT, claim(other, sign(long384, TEXT)));
            assertThat(judge(statement, other).reason()).contains(ReasonCode.MALFORMED);
        }
    }

    @Test
    void whatIsNoBase64OrNoDerIsMalformed() {
        refused(statement(TEXT, claim(key, "!!")), ReasonCode.MALFORMED);
        refused(statement(TEXT, claim(key, "AAAA")), ReasonCode.MALFORMED);
        refused(statement(TEXT, claim(key, "")), ReasonCode.MALFORMED);
        RegistryKey broken = new RegistryKey("SHA256:one", "AAAA", Optional.empty());
        assertThat(judge(statement(TEXT, claim(key, sign(pair, TEXT))), broken).reason())
                .contains(ReasonCode.MALFORMED);
        RegistryKey unreadable = new RegistryKey("SHA256:one", "\u2603", Optional.empty());
        assertThat(judge(statement(TEXT, claim(key, sign(pair, TEXT))), unreadable).reason())
                .contains(ReasonCode.MALFORMED);
    }

    @Test
    void oneGoodSignatureAmongBadOnesIsFoundAndEachIsJudged() {
        RegistryStatement statement =
                statement(TEXT, claim(key, "AAAA"), claim(key, sign(pair, TEXT)));

        List<Signature> judged = judgeAll(statement, key);

        assertThat(judged).extracting(Signature::counts).containsExactly(false, true);
    }

    @Test
    void tooManySignaturesAreMalformedWithoutBeingTried() {
        RegistryStatement.Claim good = claim(key, sign(pair, TEXT));
        RegistryStatement many =
                new RegistryStatement(
                        TEXT,
                        Set.of(SHA512),
                        Optional.of(PUBLISHED),
                        Collections.nCopies(17, good));

        assertThat(judgeAll(many, key)).hasSize(1);
        refused(many, ReasonCode.MALFORMED);
    }

    @Test
    void bytesNamedBySha1AloneAreWeaklySignedOrRefused() {
        String text = "@acme/ui@1.0.0:sha1-" + SHA1.base64();
        RegistryStatement weak =
                new RegistryStatement(
                        text,
                        Set.of(SHA1),
                        Optional.of(PUBLISHED),
                        List.of(claim(key, sign(pair, text))));

        Signature accepted = judge(weak, key);
        assertThat(accepted.counts()).isTrue();
        assertThat(accepted.weak()).isTrue();
        Signature refused =
                new RegistryJudge(false)
                        .judge(weak, BYTES, new RegistryKeys(List.of(key)), "public", NOW)
                        .getFirst();
        assertThat(refused.counts()).isFalse();
        assertThat(refused.reason()).contains(ReasonCode.WEAK_HASH);
    }

    @Test
    void otherKeysHaveAnotherGenerationAndTheSameKeysTheSame() {
        RegistryKeys one = new RegistryKeys(List.of(key));

        assertThat(new RegistryKeys(List.of(key)).generation()).isEqualTo(one.generation());
        assertThat(new RegistryKeys(List.of(key.until(NOW))).generation())
                .isNotEqualTo(one.generation());
    }

    private void refused(RegistryStatement statement, ReasonCode reason) {
        Signature judged = judge(statement, key);
        assertThat(judged.counts()).isFalse();
        assertThat(judged.reason()).contains(reason);
        assertThat(judged.signer()).isEmpty();
    }

    private static Signature judge(RegistryStatement statement, RegistryKey key) {
        return judgeAll(statement, key).getFirst();
    }

    private static List<Signature> judgeAll(RegistryStatement statement, RegistryKey key) {
        return new RegistryJudge(true)
                .judge(statement, BYTES, new RegistryKeys(List.of(key)), "public", NOW);
    }

    private static RegistryStatement statement(String text, RegistryStatement.Claim... claims) {
        return new RegistryStatement(text, Set.of(SHA512), Optional.of(PUBLISHED), List.of(claims));
    }

    private static RegistryStatement.Claim claim(RegistryKey key, String signature) {
        return new RegistryStatement.Claim(key.id(), signature);
    }

    private static RegistryKey key(String id, KeyPair pair, Optional<Instant> expires) {
        String spki = Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
        return new RegistryKey(id, spki, expires);
    }

    private static KeyPair pair(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sign(KeyPair pair, String text) {
        try {
            var signer = java.security.Signature.getInstance("SHA256withECDSA");
            signer.initSign(pair.getPrivate());
            signer.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
