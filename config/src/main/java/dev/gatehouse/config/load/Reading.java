package dev.gatehouse.config.load;

import dev.gatehouse.config.Secret;
import dev.gatehouse.config.report.Place;
import dev.gatehouse.config.report.Problems;
import dev.gatehouse.config.tree.Node;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What all sections of one load share: reads nodes, and reports those that do not fit. */
record Reading(Problems problems, Substitution substitution) {
    private static final Pattern USER_IN_URL = Pattern.compile("//[^/]*@");

    /** The value of a node; empty after an error. */
    <T> Optional<T> value(Form<T> form, Node node, String path) {
        if (!(node instanceof Node.Text text) || text.missing()) {
            return refuse(node, path, form.expected());
        }
        try {
            return Optional.of(form.parse().apply(expanded(text)));
        } catch (IllegalArgumentException e) {
            String shown = form.secret() ? "" : shown(text);
            problems.error(path, node.place(), shown + e.getMessage());
            return Optional.empty();
        }
    }

    /** The keys of a node; empty after an error. */
    Optional<Node.Block> block(Node node, String path) {
        return node instanceof Node.Block block
                ? Optional.of(block)
                : refuse(node, path, "a block of keys ({} for none)");
    }

    /** The items of a node; environment and command line write them with commas between. */
    List<Node> items(Node node, String path) {
        return switch (node) {
            case Node.Items items -> items.nodes();
            case Node.Text text when !(text.place() instanceof Place.InFile) -> split(text);
            case Node.Text _, Node.Block _ ->
                    this.<List<Node>>refuse(node, path, "a list ([] for none)").orElse(List.of());
        };
    }

    // A variable is taken as it is: whoever sets it has expanded what had to be expanded.
    private String expanded(Node.Text text) {
        return text.place() instanceof Place.Variable
                ? text.value()
                : substitution.expand(text.value());
    }

    static List<Node> split(Node.Text text) {
        return Arrays.stream(text.value().split(",", -1))
                .<Node>map(item -> new Node.Text(item.strip(), item.isBlank(), text.place()))
                .toList();
    }

    // Not the value itself: whoever writes one text for a block of headers writes a secret here.
    private <T> Optional<T> refuse(Node node, String path, String expected) {
        problems.error(path, node.place(), "found " + node.kind() + ", expected " + expected);
        return Optional.empty();
    }

    private static String shown(Node.Text text) {
        return "'" + USER_IN_URL.matcher(text.value()).replaceAll("//" + Secret.MASK + "@") + "': ";
    }
}
