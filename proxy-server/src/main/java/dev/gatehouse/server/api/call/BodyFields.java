package dev.gatehouse.server.api.call;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of one body. What is wrong is collected and told at the end, in {@link #end()}; until
 * then a wrong field looks like a missing or empty one. Not for more than one thread.
 */
public final class BodyFields {
    private static final int LONGEST = 1000;

    private final JsonNode body;
    private final Set<String> known = new LinkedHashSet<>();
    private final Map<String, List<String>> problems = new LinkedHashMap<>();

    public BodyFields(JsonNode body) {
        this.body = body;
    }

    /** A text that must be there. */
    public String required(String field) {
        Optional<String> text = optional(field).filter(t -> !t.isBlank());
        if (text.isEmpty() && !problems.containsKey(field)) {
            problem(field, "This field is required.");
        }
        return text.orElse("");
    }

    /** A text that may be missing or null. */
    public Optional<String> optional(String field) {
        known.add(field);
        JsonNode node = body.get(field);
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        return text(field, node);
    }

    /** A list of texts that may be missing or null. */
    public List<String> list(String field) {
        known.add(field);
        JsonNode node = body.get(field);
        if (node == null || node.isNull()) {
            return List.of();
        }
        if (!node.isArray()) {
            problem(field, "expected a list of texts");
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        node.forEach(item -> text(field, item).ifPresent(texts::add));
        return texts;
    }

    private Optional<String> text(String field, JsonNode node) {
        if (!node.isString()
                || node.stringValue().length() > LONGEST
                || node.stringValue().chars().anyMatch(Character::isISOControl)) {
            problem(field, "expected a text of at most 1000 characters without control characters");
            return Optional.empty();
        }
        return Optional.of(node.stringValue());
    }

    /** Something that only the caller could see to be wrong. */
    public void problem(String field, String what) {
        problems.computeIfAbsent(field, f -> new ArrayList<>()).add(what);
    }

    /**
     * Ends the reading.
     *
     * @throws ApiException if any field was wrong, or is not known
     */
    public void end() {
        body.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> problem(name, "unknown field; expected some of " + known));
        if (!problems.isEmpty()) {
            throw ApiException.invalid(problems);
        }
    }
}
