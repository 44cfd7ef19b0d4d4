package dev.gatehouse.server.api.call;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
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

    /** Whether the field was sent, be it as null. */
    public boolean has(String field) {
        known.add(field);
        return body.has(field);
    }

    /** The fields that were sent. */
    public Set<String> sent() {
        return Set.copyOf(body.propertyNames());
    }

    /** Whether a field was sent with a value. */
    public boolean hasValue(String field) {
        return has(field) && !body.path(field).isNull();
    }

    /** Fields that only we set: whoever sends them back means no harm. */
    public void ignore(Collection<String> fields) {
        known.addAll(fields);
    }

    /** True or false, if it was sent with a value. */
    public Optional<Boolean> truth(String field) {
        if (!hasValue(field)) {
            return Optional.empty();
        }
        JsonNode node = body.path(field);
        if (!node.isBoolean()) {
            problem(field, "expected true or false");
            return Optional.empty();
        }
        return Optional.of(node.booleanValue());
    }

    /** A whole number, if it was sent with a value. */
    public Optional<Long> number(String field) {
        if (!hasValue(field)) {
            return Optional.empty();
        }
        JsonNode node = body.path(field);
        if (!node.canConvertToLong() || !node.isIntegralNumber()) {
            problem(field, "expected a whole number");
            return Optional.empty();
        }
        return Optional.of(node.longValue());
    }

    private Optional<String> text(String field, JsonNode node) {
        if (!node.isString()
                || node.stringValue().codePoints().count() > LONGEST
                || node.stringValue().chars().anyMatch(Character::isISOControl)
                || !StandardCharsets.UTF_8.newEncoder().canEncode(node.stringValue())) {
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
        refuseUnknown();
        if (!problems.isEmpty()) {
            throw ApiException.invalid(problems);
        }
    }

    /**
     * Ends the reading of an object that is to be stored.
     *
     * @throws ApiException 422 if any field was wrong, or is not known
     */
    public void endObject() {
        refuseUnknown();
        if (!problems.isEmpty()) {
            throw ApiException.unprocessable(problems);
        }
    }

    private void refuseUnknown() {
        body.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> problem(name, "unknown field; expected some of " + known));
    }
}
