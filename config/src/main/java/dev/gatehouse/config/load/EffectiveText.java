package dev.gatehouse.config.load;

import dev.gatehouse.config.Secret;
import dev.gatehouse.config.report.Place;
import dev.gatehouse.config.tree.Node;
import dev.gatehouse.config.tree.YamlWriter;

import java.util.List;
import java.util.Optional;

/**
 * Writes what is in force as YAML, each value with where it came from. Secrets are masked, and a
 * value that takes something from elsewhere is shown as it was written: what it takes may be one.
 */
final class EffectiveText {
    private final StringBuilder text = new StringBuilder();

    private EffectiveText() {}

    static String of(Key.Keys keys, Node.Block root) {
        EffectiveText effective = new EffectiveText();
        effective.block(keys, root, "");
        return effective.text.toString();
    }

    private void block(Key.Keys keys, Node.Block block, String indent) {
        for (Key key : keys.all()) {
            Optional<Node> node = block.find(key.name());
            String start = indent + key.name() + ":";
            switch (key) {
                case Key.One<?> one -> one(one, node, start);
                case Key.Several<?> several -> several(several, node, start);
                case Key.Words<?> words -> words(words, node, start);
                case Key.Part part -> part(part, node, start);
                case Key.Parts parts -> parts(parts, node, start);
                case Key.NamedParts parts -> namedParts(parts, node, start);
            }
        }
    }

    private <T> void one(Key.One<T> key, Optional<Node> node, String start) {
        if (node.isPresent()) {
            line(start + " " + shown(key.form(), node.get()), node.get().place());
        } else {
            key.fallback()
                    .map(key.form().render())
                    .ifPresent(value -> line(start + " " + quoted(value), new Place.Default()));
        }
    }

    private void several(Key.Several<?> key, Optional<Node> node, String start) {
        node.ifPresentOrElse(
                list -> {
                    List<String> items =
                            itemsOf(list).stream().map(item -> shown(key.items(), item)).toList();
                    line(start + " [" + String.join(", ", items) + "]", list.place());
                },
                () -> line(start + " []", new Place.Default()));
    }

    private void words(Key.Words<?> key, Optional<Node> node, String start) {
        if (node.isPresent() && node.get() instanceof Node.Block words) {
            text.append(start).append('\n');
            words.entries()
                    .forEach(
                            (name, entry) ->
                                    line(
                                            deeper(start)
                                                    + quoted(name)
                                                    + ": "
                                                    + shown(key.values(), entry.value()),
                                            entry.value().place()));
        }
    }

    private void part(Key.Part key, Optional<Node> node, String start) {
        if (node.isPresent() && node.get() instanceof Node.Block below) {
            text.append(start).append('\n');
            block(key.keys(), below, deeper(start));
        } else if (key.always()) {
            text.append(start).append('\n');
            block(key.keys(), Node.Block.empty(new Place.Default()), deeper(start));
        }
    }

    private void parts(Key.Parts key, Optional<Node> node, String start) {
        List<Node> items = node.map(EffectiveText::itemsOf).orElse(List.of());
        if (items.isEmpty()) {
            line(start + " []", node.map(Node::place).orElseGet(Place.Default::new));
            return;
        }
        text.append(start).append('\n');
        for (Node item : items) {
            int begin = text.length();
            if (item instanceof Node.Block block) {
                block(key.keys(), block, deeper(start) + "  ");
                int dash = begin + deeper(start).length();
                text.replace(dash, dash + 1, "-");
            }
        }
    }

    private void namedParts(Key.NamedParts key, Optional<Node> node, String start) {
        if (node.isPresent() && node.get() instanceof Node.Block named) {
            text.append(start).append(named.entries().isEmpty() ? " {}\n" : "\n");
            named.entries()
                    .forEach(
                            (name, entry) ->
                                    namedPart(key, deeper(start) + quoted(name), entry.value()));
        } else {
            text.append("# ").append(start.strip()).append(" managed at run time\n");
        }
    }

    private void namedPart(Key.NamedParts key, String start, Node node) {
        if (node instanceof Node.Block block) {
            boolean none = block.entries().isEmpty();
            text.append(start).append(none ? ": {}\n" : ":\n");
            block(key.keys(), block, deeper(start));
        }
    }

    private static <T> String shown(Form<T> form, Node node) {
        if (form.secret()) {
            return quoted(Secret.MASK);
        }
        if (!(node instanceof Node.Text leaf)) {
            return quoted("");
        }
        return leaf.value().contains("${")
                ? quoted(leaf.value())
                : quoted(form.render().apply(form.parse().apply(leaf.value())));
    }

    private static List<Node> itemsOf(Node node) {
        return switch (node) {
            case Node.Items items -> items.nodes();
            case Node.Text value -> Reading.split(value);
            case Node.Block _ -> List.of();
        };
    }

    private void line(String content, Place place) {
        text.append(content).append("  # ").append(place).append('\n');
    }

    private static String deeper(String start) {
        int depth = start.length() - start.stripLeading().length();
        return " ".repeat(depth + 2);
    }

    private static String quoted(String value) {
        return YamlWriter.quoted(value);
    }
}
