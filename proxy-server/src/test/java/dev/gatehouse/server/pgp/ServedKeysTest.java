package dev.gatehouse.server.pgp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Trust;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.signature.Fingerprint;
import dev.gatehouse.core.signature.ReasonCode;
import dev.gatehouse.core.signature.Signature;
import dev.gatehouse.core.signature.SignatureTrust;
import dev.gatehouse.core.signature.SignedContent;
import dev.gatehouse.core.signature.SignedFile;
import dev.gatehouse.core.upstream.Mode;
import dev.gatehouse.core.upstream.Upstream;
import dev.gatehouse.core.upstream.UpstreamReply;

import org.bouncycastle.bcpg.sig.RevocationReasonTags;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPSignature;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

class ServedKeysTest {
    private static final PGPKeyPair ADA = Keys.make(Keys.Kind.EDDSA);
    private static final PGPKeyPair BOB = Keys.make(Keys.Kind.NIST_P256);
    private static final String BYTES = "the file";

    @TempDir private Path directory;
    private final Map<String, byte[]> has = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private boolean silent;
    private KeyServer.Way way = KeyServer.Way.HKP;
    private Set<Fingerprint> pins = Set.of();
    private KeyDirectory keys;

    @BeforeEach
    void start() throws IOException {
        keys = directory();
    }

    private KeyDirectory directory() throws IOException {
        ServedKeys served =
                new ServedKeys(
                        List.of(new KeyServer(upstream(), way)),
                        (upstream, request, validator) -> answer(request.location().toString()),
                        ServedKeyFiles.in(directory.resolve("served")),
                        () -> now);
        PgpSources sources =
                new PgpSources(
                        Optional.of(Files.createDirectories(directory.resolve("rings"))),
                        Optional.of(directory.resolve("keys.map")).filter(Files::exists),
                        WeakSignatures.ACCEPT);
        return new KeyDirectory(sources, served, () -> now);
    }

    private static Upstream upstream() {
        return new Upstream(
                new SourceId("keys"),
                "keys",
                URI.create("https://keys.example/"),
                Trust.UNTRUSTED,
                Mode.PROXY_ONLY,
                true,
                Optional.empty(),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofSeconds(1),
                true);
    }

    private UpstreamReply answer(String location) {
        asked.add(location);
        byte[] found = has.get(location.replaceAll(".*(0x|/)", ""));
        if (silent) {
            return new UpstreamReply.Broken("timed out");
        }
        return found == null
                ? new UpstreamReply.Missing(404)
                : new UpstreamReply.Found(
                        Headers.none(),
                        URI.create("https://keys.example/"),
                        OptionalLong.empty(),
                        new ByteArrayInputStream(found));
    }

    private static String name(PGPKeyPair key) {
        return Fingerprint.of(key.getPublicKey().getFingerprint()).hex();
    }

    private static byte[] certificate(PGPKeyPair key) {
        return SignedFiles.certificate(key).getBytes(StandardCharsets.UTF_8);
    }

    private Signature judged(PGPKeyPair key) throws IOException {
        byte[] bytes = BYTES.getBytes(StandardCharsets.ISO_8859_1);
        SignedFile file =
                new SignedFile(
                        new PackageName(new FormatId("maven"), "com.example:lib"),
                        new Version("1.0"),
                        new FileName("lib-1.0.jar"),
                        new SignedContent() {
                            @Override
                            public long size() {
                                return bytes.length;
                            }

                            @Override
                            public InputStream open() {
                                return new ByteArrayInputStream(bytes);
                            }
                        },
                        pins);
        return new PgpVerifier(keys, WeakSignatures.ACCEPT, () -> now)
                .verify(file, SignedFiles.seal(key, BYTES).getBytes(StandardCharsets.UTF_8))
                .best();
    }

    @Test
    void aKeyIsAskedForByItsFingerprintInTheBackgroundAndBelievedByNobody() throws IOException {
        has.put(name(ADA), certificate(ADA));
        var before = keys.current().generation();
        assertThat(judged(ADA).reason()).contains(ReasonCode.KEY_MISSING);
        assertThat(asked).isEmpty();

        keys.refresh();

        assertThat(asked).containsExactly("pks/lookup?op=get&options=mr&search=0x" + name(ADA));
        assertThat(keys.current().generation()).isNotEqualTo(before);
        Signature now = judged(ADA);
        assertThat(now.reason()).contains(ReasonCode.OK);
        assertThat(now.trust()).isEqualTo(SignatureTrust.NONE);
        assertThat(now.counts()).isFalse();
        assertThat(now.detail()).contains("key server");
        assertThat(now.signer().orElseThrow().id()).isEqualTo(name(ADA));
    }

    @Test
    void whomSomebodyNamesIsBelieved() throws IOException {
        has.put(name(ADA), certificate(ADA));
        judged(ADA);
        keys.refresh();

        pins = Set.of(new Fingerprint(name(ADA)));
        assertThat(judged(ADA).trust()).isEqualTo(SignatureTrust.PINNED);

        pins = Set.of();
        Files.writeString(directory.resolve("keys.map"), "com.example:lib = 0x" + name(ADA) + "\n");
        keys = directory();
        assertThat(judged(ADA).trust()).isEqualTo(SignatureTrust.KEYSMAP);
    }

    @Test
    void aKeyOfARingIsBelievedWhateverAServerSaysOfItToo() throws IOException {
        has.put(name(ADA), certificate(ADA));
        judged(ADA);
        keys.refresh();
        Files.write(directory.resolve("rings/ada.asc"), certificate(ADA));
        keys.refresh();

        assertThat(judged(ADA).trust()).isEqualTo(SignatureTrust.KEYRING);
    }

    @Test
    void theOtherKindOfServerIsAskedItsOwnWay() throws IOException {
        way = KeyServer.Way.VKS;
        keys = directory();
        has.put(name(ADA), certificate(ADA));
        judged(ADA);
        keys.refresh();

        assertThat(asked).containsExactly("vks/v1/by-fingerprint/" + name(ADA));
        assertThat(judged(ADA).reason()).contains(ReasonCode.OK);
    }

    @Test
    void anotherKeyThanTheOneThatWasAskedForIsNotTaken() throws IOException {
        has.put(name(ADA), certificate(BOB));
        judged(ADA);
        keys.refresh();

        assertThat(keys.current().certificates()).isEmpty();
        assertThat(judged(ADA).reason()).contains(ReasonCode.KEY_MISSING);
    }

    @Test
    void whatIsMissingIsAskedForAgainAfterADayAndASilentServerAfterTenMinutes() throws IOException {
        judged(ADA);
        keys.refresh();
        judged(ADA);
        now = now.plus(Duration.ofHours(23));
        keys.refresh();
        assertThat(asked).hasSize(1);

        now = now.plus(Duration.ofHours(2));
        silent = true;
        judged(ADA);
        keys.refresh();
        assertThat(asked).hasSize(2);

        now = now.plus(Duration.ofMinutes(9));
        judged(ADA);
        keys.refresh();
        assertThat(asked).hasSize(2);

        now = now.plus(Duration.ofMinutes(2));
        judged(ADA);
        keys.refresh();
        assertThat(asked).hasSize(3);
    }

    @Test
    void aRevocationThatAServerToldIsNeverForgotten() throws IOException {
        has.put(name(ADA), certificate(ADA));
        judged(ADA);
        keys.refresh();
        has.put(name(ADA), revoked());
        now = now.plus(Duration.ofHours(25));
        keys.refresh();
        assertThat(judged(ADA).reason()).contains(ReasonCode.KEY_REVOKED);

        has.put(name(ADA), certificate(ADA));
        now = now.plus(Duration.ofHours(25));
        keys.refresh();
        assertThat(judged(ADA).reason()).contains(ReasonCode.KEY_REVOKED);

        keys = directory();
        assertThat(judged(ADA).reason()).contains(ReasonCode.KEY_REVOKED);
    }

    private static byte[] revoked() {
        return new CertificateMaker(ADA)
                .onKey(
                        PGPSignature.KEY_REVOCATION,
                        Said.at(Instant.parse("2025-01-01T00:00:00Z"))
                                .reason(RevocationReasonTags.KEY_COMPROMISED))
                .user()
                .bytes();
    }

    @Test
    void aKeyIdMatchesTheKeyThatHasIt() {
        var ring = KeyFile.read("x", certificate(ADA)).rings().getFirst();
        String fingerprint = name(ADA);

        assertThat(new KeyName(fingerprint.substring(24)).isIn(ring)).isTrue();
        assertThat(new KeyName(fingerprint).isIn(ring)).isTrue();
        assertThat(new KeyName(name(BOB).substring(24)).isIn(ring)).isFalse();
        assertThat(new KeyName(name(BOB)).isIn(ring)).isFalse();
    }
}
