package dev.gatehouse.server.pgp;

import dev.gatehouse.core.signature.Fingerprint;
import dev.gatehouse.core.signature.KeyGeneration;
import dev.gatehouse.core.signature.KnownKeys;
import dev.gatehouse.core.signature.KnownKeys.KeyProblem;
import dev.gatehouse.server.pgp.Certificate.Component;

import org.bouncycastle.bcpg.KeyIdentifier;
import org.bouncycastle.openpgp.PGPSignature;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All keys and maps of keys at one time. Immutable. */
final class KeySet {
    private final KeyGeneration generation;
    private final List<Certificate> certificates;
    private final KeysMap map;
    private final List<KeyProblem> problems;
    private final Map<Long, List<Owned>> byId = new HashMap<>();

    private KeySet(
            KeyGeneration generation,
            List<Certificate> certificates,
            KeysMap map,
            List<KeyProblem> problems) {
        this.generation = generation;
        this.certificates = certificates;
        this.map = map;
        this.problems = List.copyOf(problems);
        for (var certificate : certificates) {
            Stream.concat(Stream.of(certificate.primary()), certificate.subkeys().stream())
                    .forEach(key -> index(Owned.of(certificate, key)));
        }
    }

    private void index(Owned owned) {
        byId.computeIfAbsent(owned.key().key().getKeyID(), id -> new ArrayList<>()).add(owned);
    }

    /** The keys of these files, each certificate made of all its copies. */
    static KeySet of(
            KeyGeneration generation,
            Map<String, KeyFile> files,
            KeysMap map,
            List<KeyProblem> more) {
        var builders = new TreeMap<Fingerprint, CertificateBuilder>();
        var problems = new ArrayList<>(more);
        files.forEach(
                (name, file) -> {
                    problems.addAll(file.problems());
                    for (var ring : file.rings()) {
                        var primary = ring.getPublicKey();
                        builders.computeIfAbsent(
                                        Fingerprint.of(primary.getFingerprint()),
                                        added -> new CertificateBuilder(primary))
                                .add(ring, name);
                    }
                });
        files.forEach((name, file) -> addRevocations(name, file, builders, problems));
        builders.values()
                .forEach(
                        builder ->
                                builder.revokers().stream()
                                        .flatMap(
                                                revoker -> Stream.ofNullable(builders.get(revoker)))
                                        .forEach(revoker -> builder.revokeBy(revoker.primary())));
        var certificates = builders.values().stream().map(CertificateBuilder::build).toList();
        return new KeySet(generation, certificates, map, problems);
    }

    private static void addRevocations(
            String name,
            KeyFile file,
            Map<Fingerprint, CertificateBuilder> builders,
            List<KeyProblem> problems) {
        for (var revocation : file.revocations()) {
            boolean taken = false;
            for (var builder : builders.values()) {
                taken |= builder.addDirect(revocation);
            }
            if (!taken) {
                problems.add(
                        new KeyProblem(name, "revocation", "it revokes no key that lies here"));
            }
        }
    }

    /** The same keys, with what could not be read this time. */
    KeySet withProblems(List<KeyProblem> now) {
        return new KeySet(generation, certificates, map, now);
    }

    KeyGeneration generation() {
        return generation;
    }

    KeysMap map() {
        return map;
    }

    /**
     * The keys that may have made a signature: by fingerprint where it names one, else all that
     * have the key id, for others can be made to have it.
     */
    List<Owned> candidates(PGPSignature signature) {
        return signature.getKeyIdentifiers().stream()
                .filter(named -> !named.isWildcard())
                .flatMap(
                        named ->
                                Stream.ofNullable(byId.get(named.getKeyId())).flatMap(List::stream))
                .filter(owned -> isNamed(owned.key(), signature))
                .distinct()
                .toList();
    }

    private static boolean isNamed(Component key, PGPSignature signature) {
        return signature.getKeyIdentifiers().stream()
                .allMatch(named -> matches(named, key.key().getKeyIdentifier()));
    }

    private static boolean matches(KeyIdentifier named, KeyIdentifier key) {
        return named.isWildcard() || key.matchesExplicit(named);
    }

    /** For people and for those who decide what is due again. */
    KnownKeys known(Instant now) {
        return new KnownKeys(
                generation, certificates.stream().map(c -> known(c, now)).toList(), problems);
    }

    private static KnownKeys.Certificate known(Certificate certificate, Instant now) {
        var primary = certificate.primary();
        return new KnownKeys.Certificate(
                primary.fingerprint(),
                certificate.name(now),
                KeyAlgorithm.of(primary.key().getAlgorithm()).word(),
                bits(primary),
                primary.createdAt(),
                certificate.expiresAt(primary, now),
                certificate.isRevoked(primary),
                certificate.subkeys().stream().map(Component::fingerprint).toList(),
                certificate.sources());
    }

    /** The length of a key, where its algorithm has such a thing. */
    static OptionalInt bits(Component key) {
        int bits = key.key().getBitStrength();
        return bits > 0 ? OptionalInt.of(bits) : OptionalInt.empty();
    }
}
