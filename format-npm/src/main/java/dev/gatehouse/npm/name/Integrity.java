package dev.gatehouse.npm.name;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;

import java.util.Base64;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code dist.integrity} (W3C Subresource Integrity) and {@code dist.shasum} (SHA-1 in hex). */
public final class Integrity {
    private static final Map<String, DigestAlgorithm> ALGORITHMS =
            Map.of(
                    "sha1", DigestAlgorithm.SHA1,
                    "sha256", DigestAlgorithm.SHA256,
                    "sha384", DigestAlgorithm.SHA384,
                    "sha512", DigestAlgorithm.SHA512);

    private Integrity() {}

    /** What both say; of each algorithm the first, and nothing of what cannot be read. */
    public static Set<Digest> digests(Optional<String> integrity, Optional<String> shasum) {
        Map<DigestAlgorithm, Digest> found = new EnumMap<>(DigestAlgorithm.class);
        integrity.ifPresent(
                text -> {
                    for (String hash : text.strip().split("\\s+", -1)) {
                        hash(hash).ifPresent(d -> found.putIfAbsent(d.algorithm(), d));
                    }
                });
        shasum.flatMap(Integrity::sha1).ifPresent(d -> found.putIfAbsent(d.algorithm(), d));
        return Set.copyOf(found.values());
    }

    /** The strongest of these digests as {@code dist.integrity}. */
    public static Optional<String> write(Set<Digest> digests) {
        return digests.stream()
                .filter(d -> d.algorithm() != DigestAlgorithm.MD5)
                .max((a, b) -> a.algorithm().compareTo(b.algorithm()))
                .map(
                        d ->
                                d.algorithm().javaName().replace("-", "").toLowerCase(Locale.ROOT)
                                        + "-"
                                        + d.base64());
    }

    /** The SHA-1 among these digests as {@code dist.shasum}. */
    public static Optional<String> shasum(Set<Digest> digests) {
        return digests.stream()
                .filter(d -> d.algorithm() == DigestAlgorithm.SHA1)
                .map(Digest::hex)
                .findFirst();
    }

    private static Optional<Digest> hash(String text) {
        int dash = text.indexOf('-');
        DigestAlgorithm algorithm = dash < 0 ? null : ALGORITHMS.get(text.substring(0, dash));
        if (algorithm == null) {
            return Optional.empty();
        }
        int options = text.indexOf('?', dash);
        String base64 = text.substring(dash + 1, options < 0 ? text.length() : options);
        try {
            return Optional.of(Digest.of(algorithm, Base64.getDecoder().decode(base64)));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<Digest> sha1(String hex) {
        try {
            return Optional.of(new Digest(DigestAlgorithm.SHA1, hex));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
