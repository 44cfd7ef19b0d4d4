package dev.gatehouse.config.tree;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Writes a tree as YAML, one key a line. What it writes, {@link YamlReader} reads as the same tree;
 * equal trees give equal texts.
 */
public final class YamlWriter {
    private static final Pattern PLAIN =
            Pattern.compile("(?!(?i:null)$)[A-Za-z0-9/][A-Za-z0-9._/:+-]*(?<!:)");

    private final StringBuilder text = new StringBuilder();

    private YamlWriter() {}

    /** The text of a document; it ends with a line break. */
    public static String write(Node.Block root) {
        if (root.entries().isEmpty()) {
            return "{}\n";
        }
        YamlWriter writer = new YamlWriter();
        writer.keys(root, "");
        return writer.text.toString();
    }

    /** A scalar as it is written. */
    public static String quoted(String value) {
        if (PLAIN.matcher(value).matches()) {
            return value;
        }
        StringBuilder quoted = new StringBuilder("\"");
        value.codePoints().forEach(c -> quoted.append(escaped(c)));
        return quoted.append('"').toString();
    }

    private static String escaped(int character) {
        if (character == '"' || character == '\\') {
            return "\\" + (char) character;
        }
        if (character >= ' ' && character < 0x7F) {
            return String.valueOf((char) character);
        }
        return (character > 0xFFFF ? "\\U%08x" : "\\u%04x").formatted(Locale.ROOT, character);
    }

    private void keys(Node.Block block, String indent) {
        block.entries()
                .forEach((key, entry) -> value(indent + quoted(key) + ":", entry.value(), indent));
    }

    private void value(String start, Node node, String indent) {
        text.append(start);
        switch (node) {
            case Node.Text leaf -> line(leaf.missing() ? "null" : quoted(leaf.value()));
            case Node.Block block when block.entries().isEmpty() -> line("{}");
            case Node.Block block -> {
                text.append('\n');
                keys(block, indent + "  ");
            }
            case Node.Items items when items.nodes().isEmpty() -> line("[]");
            case Node.Items items -> {
                text.append('\n');
                items.nodes().forEach(item -> item(item, indent + "  "));
            }
        }
    }

    private void item(Node item, String indent) {
        int begin = text.length();
        if (item instanceof Node.Block block && !block.entries().isEmpty()) {
            keys(block, indent + "  ");
            text.setCharAt(begin + indent.length(), '-');
        } else {
            value(indent + "-", item, indent);
        }
    }

    private void line(String value) {
        text.append(' ').append(value).append('\n');
    }
}
