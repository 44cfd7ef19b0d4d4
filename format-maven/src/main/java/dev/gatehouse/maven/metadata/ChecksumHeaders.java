package dev.gatehouse.maven.metadata;

import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Digests in headers, as Maven's resolver reads them (its {@code XChecksumExtractor} and {@code
 * Nx2ChecksumExtractor}): a client that finds one asks for no checksum file. Pure.
 */
public final class ChecksumHeaders {
    /** The digests that Maven knows, each with the end of its header's name. */
    static final Map<DigestAlgorithm, String> TOLD = told();

    private static final List<String> PREFIXES =
            List.of("x-checksum-", "x-goog-meta-checksum-", "x-amz-meta-checksum-");
    private static final Pattern NEXUS = Pattern.compile("\\{SHA1\\{([0-9A-Fa-f]{40})}}");

    private ChecksumHeaders() {}

    private static Map<DigestAlgorithm, String> told() {
        Map<DigestAlgorithm, String> told = new LinkedHashMap<>();
        told.put(DigestAlgorithm.SHA1, "sha1");
        told.put(DigestAlgorithm.MD5, "md5");
        told.put(DigestAlgorithm.SHA256, "sha256");
        told.put(DigestAlgorithm.SHA512, "sha512");
        return told;
    }

    /** What an answer says of its body; what is no digest is passed over. */
    public static Set<Digest> read(Headers answer) {
        Set<Digest> digests = new HashSet<>();
        for (Map.Entry<DigestAlgorithm, String> one : TOLD.entrySet()) {
            PREFIXES.stream()
                    .flatMap(prefix -> answer.first(prefix + one.getValue()).stream())
                    .flatMap(text -> digest(one.getKey(), text).stream())
                    .findFirst()
                    .or(() -> nexus(one.getKey(), answer))
                    .ifPresent(digests::add);
        }
        return digests;
    }

    private static Optional<Digest> nexus(DigestAlgorithm algorithm, Headers answer) {
        if (algorithm != DigestAlgorithm.SHA1) {
            return Optional.empty();
        }
        Matcher tag = NEXUS.matcher(answer.first("etag").orElse(""));
        return tag.find() ? digest(algorithm, tag.group(1)) : Optional.empty();
    }

    /** The digest that such a text begins with, as checksum files have it. */
    public static Optional<Digest> digest(DigestAlgorithm algorithm, String text) {
        String first = text.strip().split("\\s+", 2)[0];
        return first.length() == 2 * algorithm.bytes() && first.matches("[0-9A-Fa-f]+")
                ? Optional.of(new Digest(algorithm, first))
                : Optional.empty();
    }

    /** What our answers say. */
    public static Headers describe(Set<Digest> digests) {
        Headers headers = Headers.none();
        for (Map.Entry<DigestAlgorithm, String> one : TOLD.entrySet()) {
            for (Digest digest : digests) {
                if (digest.algorithm() == one.getKey()) {
                    headers = headers.with(PREFIXES.getFirst() + one.getValue(), digest.hex());
                }
            }
        }
        return headers;
    }
}
