package dev.gatehouse.server.rego;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The parts of its input that a policy can read. To hand over a whole document takes longer than to
 * ask most policies, so a policy is handed no more than that; its answer is the same.
 *
 * @param whole all that is here is read
 * @param parts what is read of an object, by name; empty if that is all, or nothing
 */
record InputPaths(boolean whole, Map<String, InputPaths> parts) {
    /** Of a policy of which nothing is known. */
    static final InputPaths ALL = new InputPaths(true, Map.of());

    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    InputPaths {
        parts = Map.copyOf(parts);
    }

    /**
     * Those of a policy's text. Where a path goes on with a variable or a number, and where an
     * import or a variable takes what it leads to, all below is read.
     */
    static InputPaths of(RegoSource source) {
        return of(
                source.references().stream()
                        .filter(RegoSource.Reference::isOfInput)
                        .map(InputPaths::names)
                        .toList());
    }

    private static List<String> names(RegoSource.Reference reference) {
        List<Optional<String>> parts = reference.parts().subList(1, reference.parts().size());
        return parts.stream().takeWhile(Optional::isPresent).map(Optional::orElseThrow).toList();
    }

    private static InputPaths of(List<List<String>> paths) {
        if (paths.stream().anyMatch(List::isEmpty)) {
            return ALL;
        }
        Map<String, List<List<String>>> below =
                paths.stream()
                        .collect(
                                Collectors.groupingBy(
                                        List::getFirst,
                                        TreeMap::new,
                                        Collectors.mapping(
                                                path -> path.subList(1, path.size()),
                                                Collectors.toList())));
        Map<String, InputPaths> parts = new TreeMap<>();
        below.forEach((name, rest) -> parts.put(name, of(rest)));
        return new InputPaths(false, parts);
    }

    /** What is read of a document. */
    JsonNode of(JsonNode document) {
        if (whole || !document.isObject()) {
            return document;
        }
        ObjectNode read = NODES.objectNode();
        parts.forEach(
                (name, below) ->
                        document.optional(name).ifPresent(part -> read.set(name, below.of(part))));
        return read;
    }

    /** To be kept with what was compiled. */
    byte[] bytes() {
        return JSON.writeValueAsBytes(node());
    }

    private JsonNode node() {
        if (whole) {
            return BooleanNode.TRUE;
        }
        ObjectNode node = NODES.objectNode();
        new TreeMap<>(parts).forEach((name, below) -> node.set(name, below.node()));
        return node;
    }

    /** What was kept; all, where that is not to be understood. */
    static InputPaths read(byte[] kept) {
        try {
            return read(JSON.readTree(kept));
        } catch (JacksonException unreadable) {
            return ALL;
        }
    }

    private static InputPaths read(JsonNode node) {
        if (!node.isObject()) {
            return ALL;
        }
        Map<String, InputPaths> parts = new TreeMap<>();
        new ArrayList<>(node.propertyNames()).forEach(n -> parts.put(n, read(node.path(n))));
        return new InputPaths(false, parts);
    }
}
