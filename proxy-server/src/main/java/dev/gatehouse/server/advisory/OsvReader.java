package dev.gatehouse.server.advisory;

import dev.gatehouse.core.advisory.Advisory;
import dev.gatehouse.core.advisory.Affected;
import dev.gatehouse.core.advisory.Score;
import dev.gatehouse.core.advisory.Severity;
import dev.gatehouse.core.format.Format;
import dev.gatehouse.core.model.PackageName;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads records of OSV (schema 1.7). Thread-safe. */
final class OsvReader {
    private static final int LONGEST_ID = 256;
    private static final int MOST_PACKAGES = 1000;

    private final JsonMapper mapper = new JsonMapper();
    private final Map<String, AffectedReader> ecosystems = new HashMap<>();

    /** Reads what is about packages of those formats. */
    OsvReader(List<Format<?, ?>> formats) {
        for (Format<?, ?> format : formats) {
            format.ecosystem()
                    .ifPresent(e -> ecosystems.put(e.word(), new AffectedReader(format, e)));
        }
    }

    OsvRecord read(byte[] content) throws MalformedRecordException {
        if (!(tree(content) instanceof ObjectNode root)) {
            throw new MalformedRecordException("expected a JSON object");
        }
        String id = Node.text(root, "id", "");
        if (id.length() > LONGEST_ID || id.chars().anyMatch(c -> c <= ' ' || c >= 0x7F)) {
            throw new MalformedRecordException(
                    "id: expected at most 256 letters, found " + Node.shown(root.path("id")));
        }
        if (!root.path("withdrawn").asString("").isEmpty()) {
            return new OsvRecord.Withdrawn(id);
        }
        return record(id, root);
    }

    private JsonNode tree(byte[] content) throws MalformedRecordException {
        try {
            return mapper.readTree(content);
        } catch (JacksonException e) {
            throw new MalformedRecordException(
                    "expected JSON; it breaks at " + e.getLocation().offsetDescription());
        }
    }

    private OsvRecord record(String id, ObjectNode root) throws MalformedRecordException {
        List<JsonNode> affected = Node.items(root, "affected", "");
        Map<PackageName, List<JsonNode>> about = new LinkedHashMap<>();
        Map<PackageName, List<Affected>> versions = new LinkedHashMap<>();
        for (int i = 0; i < affected.size(); i++) {
            JsonNode one = affected.get(i);
            String place = "affected[" + i + "].";
            Optional<AffectedReader> reader = reader(one);
            if (reader.isPresent()) {
                PackageName name = name(reader.get(), one, place);
                about.computeIfAbsent(name, _ -> new ArrayList<>()).add(one);
                versions.computeIfAbsent(name, _ -> new ArrayList<>())
                        .add(reader.get().read(one, place));
            }
        }
        if (about.size() > MOST_PACKAGES) {
            throw new MalformedRecordException(
                    "affected: expected at most 1000 packages, found " + about.size());
        }
        return about.isEmpty()
                ? new OsvRecord.Elsewhere(id)
                : new OsvRecord.Kept(id, advisories(id, root, about, versions));
    }

    /** What is behind a colon names a registry, not another kind of packages. */
    private Optional<AffectedReader> reader(JsonNode affected) {
        String ecosystem = affected.path("package").path("ecosystem").asString("");
        int colon = ecosystem.indexOf(':');
        String word = colon < 0 ? ecosystem : ecosystem.substring(0, colon);
        return Optional.ofNullable(ecosystems.get(word));
    }

    private static PackageName name(AffectedReader reader, JsonNode affected, String place)
            throws MalformedRecordException {
        String text = Node.text(affected.path("package"), "name", place + "package.");
        try {
            return reader.format().name(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedRecordException(place + "package.name: " + e.getMessage());
        }
    }

    private Map<PackageName, Advisory> advisories(
            String id,
            ObjectNode root,
            Map<PackageName, List<JsonNode>> about,
            Map<PackageName, List<Affected>> versions)
            throws MalformedRecordException {
        List<Score> general = scores(root, "");
        List<String> aliases = new ArrayList<>();
        for (JsonNode alias : Node.items(root, "aliases", "")) {
            aliases.add(alias.asString(""));
        }
        boolean malicious = Malice.of(id, aliases, root);
        Optional<Instant> published = published(root);
        Map<PackageName, List<Score>> particular = new HashMap<>();
        for (Map.Entry<PackageName, List<JsonNode>> one : about.entrySet()) {
            List<Score> scores = new ArrayList<>(general);
            for (JsonNode node : one.getValue()) {
                scores.addAll(scores(node, "affected[]."));
            }
            particular.put(one.getKey(), scores);
        }
        String json = new String(mapper.writeValueAsBytes(root), StandardCharsets.UTF_8);
        Map<PackageName, Advisory> advisories = new LinkedHashMap<>();
        about.forEach(
                (name, nodes) ->
                        advisories.put(
                                name,
                                new Advisory(
                                        id,
                                        aliases,
                                        root.path("summary").asString(""),
                                        published,
                                        particular.getOrDefault(name, general),
                                        told(root, nodes),
                                        malicious,
                                        versions.getOrDefault(name, List.of()),
                                        json)));
        return advisories;
    }

    private static Optional<Instant> published(JsonNode root) throws MalformedRecordException {
        String text = root.path("published").asString("");
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            throw new MalformedRecordException(
                    "published: expected a time such as 2030-01-31T00:00:00Z, found '%s'"
                            .formatted(text));
        }
    }

    /** The scores that stand there; what they come to is written beside them. */
    private static List<Score> scores(JsonNode in, String place) throws MalformedRecordException {
        List<Score> scores = new ArrayList<>();
        for (JsonNode node : Node.items(in, "severity", place)) {
            String vector = Node.text(node, "score", place + "severity[].");
            String type = Node.text(node, "type", place + "severity[].");
            Optional<BigDecimal> value =
                    type.startsWith("CVSS") ? CvssScores.of(vector) : Optional.empty();
            if (node instanceof ObjectNode object) {
                value.ifPresent(v -> object.put("numerical_score", v));
            }
            scores.add(new Score(type, vector, value));
        }
        return scores;
    }

    /** GitHub's word for how bad it is, of the record or of the package. */
    private static Optional<Severity> told(JsonNode root, List<JsonNode> about) {
        List<JsonNode> places = new ArrayList<>(about);
        places.add(root);
        return places.stream()
                .map(p -> p.path("database_specific").path("severity").asString(""))
                .flatMap(word -> Severity.named(word).stream())
                .max(Severity::compareTo);
    }
}
