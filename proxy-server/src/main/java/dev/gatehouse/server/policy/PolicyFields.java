package dev.gatehouse.server.policy;

import dev.gatehouse.config.report.Problems;
import dev.gatehouse.config.tree.Node;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of one block of a policy. What is wrong is collected; a wrong field looks like a
 * missing one. For one thread.
 */
final class PolicyFields {
    private final Node.Block block;
    private final String path;
    private final Problems problems;
    private final Set<String> known = new LinkedHashSet<>();

    /**
     * @param path what precedes the names of its fields in messages
     */
    PolicyFields(Node.Block block, String path, Problems problems) {
        this.block = block;
        this.path = path;
        this.problems = problems;
    }

    /** Fields that would be looked at, were the rest right. */
    void know(String... fields) {
        known.addAll(Arrays.asList(fields));
    }

    /** Whether the field is there with a value. */
    boolean has(String field) {
        return find(field).isPresent();
    }

    /** The value, if one was written. */
    Optional<Node> find(String field) {
        known.add(field);
        return block.find(field).filter(n -> !(n instanceof Node.Text text && text.missing()));
    }

    Optional<String> text(String field) {
        return find(field).flatMap(node -> text(field, node));
    }

    private Optional<String> text(String field, Node node) {
        if (node instanceof Node.Text text) {
            return Optional.of(text.value());
        }
        problem(field, node, "expected a text, found " + node.kind());
        return Optional.empty();
    }

    Optional<Boolean> truth(String field) {
        Optional<String> text = text(field).map(t -> t.toLowerCase(Locale.ROOT));
        if (text.isPresent() && !text.get().equals("true") && !text.get().equals("false")) {
            problem(field, "'" + text.get() + "': expected true or false");
            return Optional.empty();
        }
        return text.map(Boolean::valueOf);
    }

    Optional<Integer> number(String field, int most) {
        Optional<String> text = text(field);
        if (text.isPresent()
                && (!text.get().matches("\\d{1,9}") || Integer.parseInt(text.get()) > most)) {
            problem(field, "'%s': expected a number from 0 to %d".formatted(text.get(), most));
            return Optional.empty();
        }
        return text.map(Integer::valueOf);
    }

    /** A list of texts; empty when it is missing. */
    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        for (Node node : items(field)) {
            text(field, node).ifPresent(texts::add);
        }
        return texts;
    }

    /** A list of blocks; empty when it is missing. */
    List<PolicyFields> parts(String field) {
        List<PolicyFields> parts = new ArrayList<>();
        List<Node> items = items(field);
        for (int i = 0; i < items.size(); i++) {
            below(field, "[" + i + "]", items.get(i)).ifPresent(parts::add);
        }
        return parts;
    }

    private List<Node> items(String field) {
        Optional<Node> node = find(field);
        if (node.isPresent() && node.get() instanceof Node.Items items) {
            return items.nodes();
        }
        node.ifPresent(n -> problem(field, n, "expected a list, found " + n.kind()));
        return List.of();
    }

    Optional<PolicyFields> part(String field) {
        return find(field).flatMap(node -> below(field, "", node));
    }

    private Optional<PolicyFields> below(String field, String index, Node node) {
        if (node instanceof Node.Block below) {
            return Optional.of(new PolicyFields(below, path + field + index + ".", problems));
        }
        problem(field, node, "expected a block of keys, found " + node.kind());
        return Optional.empty();
    }

    /** Fields that only the server sets: whoever sends them back means no harm. */
    void ignore(Set<String> fields) {
        known.addAll(fields);
    }

    /** Something that is wrong with a field. */
    void problem(String field, String message) {
        known.add(field);
        problem(field, block.find(field).orElse(block), message);
    }

    private void problem(String field, Node at, String message) {
        problems.error(path + field, at.place(), message);
    }

    /** Ends the reading: what was not asked for is not known. */
    void end() {
        block.entries()
                .forEach(
                        (field, entry) -> {
                            if (!known.contains(field)) {
                                problems.error(
                                        path + field,
                                        entry.keyPlace(),
                                        "unknown field; expected some of " + known);
                            }
                        });
    }
}
