package dev.gatehouse.server.rego;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The syntax tree of a policy, as {@code opa parse} gives it.
 *
 * @param name its package, with dots
 * @param rules their names
 * @param references each path that is read or called
 */
record RegoSource(String name, Set<String> rules, List<Reference> references) {
    RegoSource {
        rules = Set.copyOf(rules);
        references = List.copyOf(references);
    }

    /**
     * A path in a policy.
     *
     * @param parts the first is a variable; a later one that is no string is empty
     */
    record Reference(List<Optional<String>> parts, int line) {
        Reference {
            parts = List.copyOf(parts);
        }

        /** With dots, as functions are named. */
        String dotted() {
            return parts.stream().map(p -> p.orElse("*")).collect(Collectors.joining("."));
        }

        boolean isOfInput() {
            return parts.getFirst().filter("input"::equals).isPresent();
        }
    }

    static RegoSource of(JsonNode module) {
        List<String> path = new ArrayList<>();
        module.path("package")
                .path("path")
                .forEach(part -> path.add(part.path("value").asString("")));
        Set<String> rules = new HashSet<>();
        for (JsonNode rule : module.path("rules")) {
            JsonNode head = rule.path("head");
            String first = head.path("ref").path(0).path("value").asString("");
            rules.add(first.isEmpty() ? head.path("name").asString("") : first);
        }
        List<Reference> references = new ArrayList<>();
        walk(module, references);
        String name = String.join(".", path.subList(Math.min(1, path.size()), path.size()));
        return new RegoSource(name, rules, references);
    }

    private static void walk(JsonNode node, List<Reference> references) {
        if (node.path("type").asString("").equals("ref") && node.path("value").isArray()) {
            reference(node).ifPresent(references::add);
        }
        node.forEach(child -> walk(child, references));
    }

    private static Optional<Reference> reference(JsonNode ref) {
        JsonNode first = ref.path("value").path(0);
        if (!first.path("type").asString("").equals("var")) {
            return Optional.empty();
        }
        List<Optional<String>> parts = new ArrayList<>();
        parts.add(Optional.of(first.path("value").asString("")));
        for (int i = 1; i < ref.path("value").size(); i++) {
            JsonNode part = ref.path("value").path(i);
            boolean text = part.path("type").asString("").equals("string");
            parts.add(text ? Optional.of(part.path("value").asString("")) : Optional.empty());
        }
        int line = first.path("location").path("row").asInt(0);
        return Optional.of(new Reference(parts, line));
    }

    /** The line of the first call or mention of that function; 0: it is not mentioned. */
    int lineOf(String function) {
        return references.stream()
                .filter(r -> r.dotted().equals(function))
                .mapToInt(Reference::line)
                .findFirst()
                .orElse(0);
    }
}
