package dev.gatehouse.pypi.simple;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Names of hash algorithms as Python's {@code hashlib} has them. */
public final class HashNames {
    private HashNames() {}

    /** The name that an algorithm has in an index. */
    public static String of(DigestAlgorithm algorithm) {
        return algorithm.name().toLowerCase(Locale.ROOT);
    }

    /** The algorithm of that name, if it is one that can be computed here. */
    public static Optional<DigestAlgorithm> algorithm(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "md5" -> Optional.of(DigestAlgorithm.MD5);
            case "sha1" -> Optional.of(DigestAlgorithm.SHA1);
            case "sha256" -> Optional.of(DigestAlgorithm.SHA256);
            case "sha384" -> Optional.of(DigestAlgorithm.SHA384);
            case "sha512" -> Optional.of(DigestAlgorithm.SHA512);
            default -> Optional.empty();
        };
    }

    /** Digests as an index writes them, strongest last; the order never depends on the set's. */
    public static Map<String, String> hashes(Set<Digest> digests) {
        Map<DigestAlgorithm, Digest> sorted = new EnumMap<>(DigestAlgorithm.class);
        digests.forEach(d -> sorted.put(d.algorithm(), d));
        Map<String, String> hashes = new LinkedHashMap<>();
        sorted.forEach((algorithm, digest) -> hashes.put(of(algorithm), digest.hex()));
        return hashes;
    }

    /**
     * The digests among what an index says.
     *
     * @throws IllegalArgumentException if one of a known algorithm has the wrong shape
     */
    static Set<Digest> digests(Map<String, String> hashes) {
        Set<Digest> digests = HashSet.newHashSet(hashes.size());
        hashes.forEach(
                (name, hex) -> algorithm(name).ifPresent(a -> digests.add(new Digest(a, hex))));
        return digests;
    }
}
