package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.signature.Fingerprint;
import dev.gatehouse.core.signature.KeyGeneration;
import dev.gatehouse.core.signature.KeyRings;
import dev.gatehouse.core.signature.KnownKeys;
import dev.gatehouse.core.signature.ReasonCode;
import dev.gatehouse.core.signature.RegistryJudge;
import dev.gatehouse.core.signature.Signature;
import dev.gatehouse.core.signature.SignatureStatus;
import dev.gatehouse.core.signature.SignatureTrust;
import dev.gatehouse.core.signature.SignatureType;
import dev.gatehouse.core.signature.SignatureVerifier;
import dev.gatehouse.core.signature.SignedFile;
import dev.gatehouse.core.signature.Signer;
import dev.gatehouse.core.signature.SigningKey;
import dev.gatehouse.core.signature.Verification;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Signatures of tests: {@code seal KEY SHA256}, good if the file has that digest and the key is
 * known. A test adds keys and takes them away. Thread-safe.
 */
final class Seals implements SignatureVerifier, KeyRings {
    private final Set<String> keys = new ConcurrentSkipListSet<>();
    private final InstantSource clock;
    private volatile KeyGeneration generation;
    private final AtomicInteger judged = new AtomicInteger();
    volatile boolean wanted = true;

    Seals(InstantSource clock, String... known) {
        this.clock = clock;
        keys.addAll(List.of(known));
        generation = of(keys);
    }

    /** By whom the signatures of a format are judged. */
    static SignatureJudges judgesOf(LineFormat format) {
        return switch (format) {
            case SealedLineFormat sealed -> sealed.seals.judges();
            case RegistryLineFormat ignored ->
                    new SignatureJudges(Optional.empty(), new RegistryJudge(true), () -> true);
            default -> SignatureJudges.NONE;
        };
    }

    private SignatureJudges judges() {
        return new SignatureJudges(
                Optional.of(new SignatureJudges.Pgp(this, this)),
                new RegistryJudge(true),
                () -> wanted);
    }

    /** A signature of these bytes. */
    static byte[] seal(String key, byte[] bytes) {
        return ("seal " + key + " " + Gate.sha256(bytes)).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Of the owner of a key; {@code K/2} is a subkey of K, and {@code ~K} is believed by nobody.
     */
    static Fingerprint fingerprint(String key) {
        String owner = key.replaceAll("/.*", "");
        return new Fingerprint(
                Gate.sha256(owner.getBytes(StandardCharsets.UTF_8)).substring(0, 40));
    }

    private static Signature good(String key, Set<Fingerprint> pins, Instant at) {
        Signature good = of(SignatureStatus.VALID, ReasonCode.OK, key, at);
        return pins.contains(fingerprint(key))
                ? new Signature(
                        good.status(),
                        good.type(),
                        SignatureTrust.PINNED,
                        good.reason(),
                        good.signer(),
                        good.key(),
                        good.hash(),
                        good.weak(),
                        good.signedAt(),
                        at,
                        "")
                : good;
    }

    /** It is known once the rings are read again. */
    void add(String key) {
        keys.add(key);
    }

    void remove(String key) {
        keys.remove(key);
    }

    int judged() {
        return judged.get();
    }

    private static KeyGeneration of(Set<String> keys) {
        return new KeyGeneration("keys " + new TreeSet<>(keys));
    }

    @Override
    public KnownKeys current() {
        return new KnownKeys(generation, List.of(), List.of());
    }

    @Override
    public KnownKeys refresh() {
        generation = of(keys);
        return current();
    }

    @Override
    public Verification verify(SignedFile file, byte[] signature) throws IOException {
        judged.incrementAndGet();
        String[] words = new String(signature, StandardCharsets.UTF_8).split(" ", -1);
        Instant now = clock.instant();
        if (words.length != 3 || !words[0].equals("seal")) {
            return verdict(Signature.malformed(SignatureType.PGP, now, "no seal"));
        }
        if (!keys.contains(words[1])) {
            return verdict(of(SignatureStatus.UNVERIFIED, ReasonCode.KEY_MISSING, words[1], now));
        }
        try (InputStream in = file.content().open()) {
            boolean same =
                    Digest.compute(DigestAlgorithm.SHA256, in.readAllBytes())
                            .hex()
                            .equals(words[2]);
            return verdict(
                    same
                            ? good(words[1], file.pins(), now)
                            : of(SignatureStatus.INVALID, ReasonCode.BAD_SIGNATURE, words[1], now));
        }
    }

    private Verification verdict(Signature signature) {
        return new Verification(List.of(signature), generation);
    }

    private static Signature of(SignatureStatus status, ReasonCode reason, String key, Instant at) {
        boolean valid = status == SignatureStatus.VALID;
        return new Signature(
                status,
                SignatureType.PGP,
                valid && !key.startsWith("~") ? SignatureTrust.KEYRING : SignatureTrust.NONE,
                Optional.of(reason),
                valid
                        ? Optional.of(Signer.pgp(fingerprint(key), Optional.empty()))
                        : Optional.empty(),
                Optional.of(SigningKey.unknown(key, Optional.empty())),
                Optional.empty(),
                false,
                Optional.of(at),
                at,
                "");
    }
}
