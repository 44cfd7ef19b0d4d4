package dev.gatehouse.server.advisory;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.stream.Stream;

/**
 * Tells malware from mistakes. OSV has no field for it. What counts: an id or alias that begins
 * with {@code MAL-}; {@code database_specific} with {@code malicious-packages-origins}, as the
 * database of malicious packages writes it; and CWE-506, embedded malicious code, among the
 * weaknesses, as GitHub marks its own. Pure.
 */
final class Malice {
    private static final String PREFIX = "MAL-";
    private static final String EMBEDDED = "CWE-506";

    private Malice() {}

    static boolean of(String id, List<String> aliases, JsonNode root) {
        return Stream.concat(Stream.of(id), aliases.stream()).anyMatch(n -> n.startsWith(PREFIX))
                || Stream.concat(Stream.of(root), root.path("affected").valueStream())
                        .map(node -> node.path("database_specific"))
                        .anyMatch(Malice::isMarked);
    }

    private static boolean isMarked(JsonNode specific) {
        return !specific.path("malicious-packages-origins").isEmpty()
                || specific.path("cwe_ids").valueStream().anyMatch(c -> isEmbedded(c))
                || specific.path("cwes").valueStream().anyMatch(c -> isEmbedded(c.path("cweId")));
    }

    private static boolean isEmbedded(JsonNode weakness) {
        return weakness.asString("").equals(EMBEDDED);
    }
}
