package dev.gatehouse.server.advisory;

import tools.jackson.databind.JsonNode;

import java.util.List;

/** Looks into a record; what is of another type than OSV says is told with its place. Pure. */
final class Node {
    private Node() {}

    /** A text that is not empty. */
    static String text(JsonNode in, String field, String place) throws MalformedRecordException {
        JsonNode node = in.path(field);
        if (!node.isString() || node.asString("").isBlank()) {
            throw new MalformedRecordException(
                    "%s%s: expected a text, found %s".formatted(place, field, shown(node)));
        }
        return node.asString("");
    }

    /** A list; one that is missing or null is empty. */
    static List<JsonNode> items(JsonNode in, String field, String place)
            throws MalformedRecordException {
        JsonNode node = in.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return List.of();
        }
        if (!node.isArray()) {
            throw new MalformedRecordException(
                    "%s%s: expected a list, found %s".formatted(place, field, shown(node)));
        }
        return node.valueStream().toList();
    }

    static String shown(JsonNode node) {
        if (node.isMissingNode()) {
            return "nothing";
        }
        String text = node.toString();
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }
}
