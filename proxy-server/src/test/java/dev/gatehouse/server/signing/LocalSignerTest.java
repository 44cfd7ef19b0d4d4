package dev.gatehouse.server.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.signature.RepositoryKey;
import dev.gatehouse.core.signature.RepositorySigner.Owner;
import dev.gatehouse.core.signature.SealedPair;
import dev.gatehouse.core.signature.SignedContent;
import dev.gatehouse.core.signature.UnusableKeyException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

class LocalSignerTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Owner MAIN = new Owner(new RepositoryId("main-id"), "main");

    private final AtomicReference<Optional<byte[]>> configured =
            new AtomicReference<>(Optional.of(key(1)));
    private final LocalSigner signer = new LocalSigner(configured::get, new SecureRandom());

    private static byte[] key(int filled) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) filled);
        return key;
    }

    private static SignedContent content(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new SignedContent() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }
        };
    }

    @Test
    void aSignatureForAnIndexIsThatOfTheToldKeyOverExactlyTheText() throws Exception {
        SealedPair pair = signer.make(RepositoryKey.Kind.ECDSA, MAIN, NOON);

        String signature = signer.sign(pair, content("x@1:sha512-AAAA"), NOON);

        assertThat(pair.key().id()).matches("SHA256:[A-Za-z0-9+/]{43}");
        assertThat(verified(pair, "x@1:sha512-AAAA", signature)).isTrue();
        assertThat(verified(pair, "x@2:sha512-AAAA", signature)).isFalse();
    }

    private static boolean verified(SealedPair pair, String text, String signature)
            throws Exception {
        Signature judge = Signature.getInstance("SHA256withECDSA");
        byte[] spki = Base64.getDecoder().decode(pair.key().text());
        judge.initVerify(KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(spki)));
        judge.update(text.getBytes(StandardCharsets.UTF_8));
        return judge.verify(Base64.getDecoder().decode(signature));
    }

    @ParameterizedTest
    @EnumSource(RepositoryKey.Kind.class)
    void anotherKeyOpensNothingAndSaysWhatToDo(RepositoryKey.Kind kind) throws Exception {
        SealedPair pair = signer.make(kind, MAIN, NOON);
        signer.requireUsable(pair);
        configured.set(Optional.of(key(2)));

        assertThatThrownBy(() -> signer.requireUsable(pair))
                .isInstanceOf(UnusableKeyException.class)
                .hasMessageContaining("signing.key does not open the " + kind.word() + " key")
                .hasMessageContaining("put that one back");
        assertThatThrownBy(() -> signer.sign(pair, content("x"), NOON))
                .isInstanceOf(UnusableKeyException.class);
    }

    @Test
    void withoutAKeyNothingIsMadeAndItIsSaidHowToMakeOne() {
        configured.set(Optional.empty());

        assertThatThrownBy(() -> signer.make(RepositoryKey.Kind.PGP, MAIN, NOON))
                .isInstanceOf(UnusableKeyException.class)
                .hasMessageContaining("openssl rand -base64 32");
    }

    @Test
    void whatWasSealedForOneCannotStandInThePlaceOfAnother() throws Exception {
        SealedPair pair = signer.make(RepositoryKey.Kind.ECDSA, MAIN, NOON);
        SealedPair other = signer.make(RepositoryKey.Kind.ECDSA, MAIN, NOON);

        SealedPair elsewhere =
                new SealedPair(new RepositoryId("other-id"), pair.key(), pair.sealed());
        SealedPair swapped = new SealedPair(pair.repository(), pair.key(), other.sealed());
        SealedPair cut =
                new SealedPair(pair.repository(), pair.key(), pair.sealed().substring(0, 8));

        for (SealedPair wrong : new SealedPair[] {elsewhere, swapped, cut}) {
            assertThatThrownBy(() -> signer.requireUsable(wrong))
                    .isInstanceOf(UnusableKeyException.class);
        }
    }

    @Test
    void theStoreSeesNothingOfThePrivatePartAndNeverTheSameTwice() throws Exception {
        SealedPair pair = signer.make(RepositoryKey.Kind.PGP, MAIN, NOON);
        byte[] sealed = Base64.getDecoder().decode(pair.sealed());

        String text = new String(sealed, StandardCharsets.ISO_8859_1);
        assertThat(text).doesNotContain("Gatehouse repository main");
        assertThat(signer.make(RepositoryKey.Kind.PGP, MAIN, NOON).sealed())
                .isNotEqualTo(pair.sealed());
    }
}
