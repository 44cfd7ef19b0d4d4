package dev.gatehouse.config.load;

import dev.gatehouse.config.tree.Node;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds the key that a variable stands for: {@code GATEHOUSE_SERVER_LISTEN} is {@code
 * server.listen}. Upstreams go by number or by name; a repository that the file does not have is
 * made, its name in lower case.
 */
final class VariableNames {
    static final String PREFIX = "GATEHOUSE_";

    private static final Pattern INDEXED = Pattern.compile("(\\d{1,4})_(.+)");

    private VariableNames() {}

    /** The way to the value; empty if there is no such key. */
    static Optional<List<Step>> find(Key.Keys keys, Node.Block root, String variable) {
        return inBlock(keys, Optional.of(root), variable.substring(PREFIX.length()));
    }

    /** The variables of all keys whose path has no free part. */
    static Stream<String> fixed(Key.Keys keys, String prefix) {
        return keys.all().stream().flatMap(key -> fixed(key, prefix + variable(key.name())));
    }

    private static Stream<String> fixed(Key key, String variable) {
        return switch (key) {
            case Key.One<?> _, Key.Several<?> _ -> Stream.of(variable);
            case Key.Part part -> fixed(part.keys(), variable + "_");
            case Key.Words<?> _, Key.Parts _, Key.NamedParts _ -> Stream.of();
        };
    }

    private static Optional<List<Step>> inBlock(
            Key.Keys keys, Optional<? extends Node> at, String rest) {
        return keys.all().stream()
                .flatMap(key -> byKey(key, child(at, key.name()), rest).stream())
                .findFirst();
    }

    private static Optional<List<Step>> byKey(Key key, Optional<Node> at, String rest) {
        String name = variable(key.name());
        Optional<String> tail = after(name, rest);
        Optional<List<Step>> steps =
                switch (key) {
                    case Key.One<?> _, Key.Several<?> _ ->
                            rest.equals(name) ? Optional.of(List.of()) : Optional.empty();
                    case Key.Part part -> tail.flatMap(text -> inBlock(part.keys(), at, text));
                    case Key.Parts parts -> tail.flatMap(text -> inList(parts, at, text));
                    case Key.NamedParts parts -> tail.flatMap(text -> inNamed(parts, at, text));
                    case Key.Words<?> _ -> tail.map(text -> List.of(freeName(at, text)));
                };
        return steps.map(further -> prepend(new Step.Name(key.name()), further));
    }

    private static Optional<List<Step>> inList(Key.Parts parts, Optional<Node> at, String rest) {
        Matcher matcher = INDEXED.matcher(rest);
        if (matcher.matches()) {
            return inItem(parts, at, Integer.parseInt(matcher.group(1)), matcher.group(2));
        }
        return IntStream.range(0, items(at).size())
                .boxed()
                .flatMap(
                        index ->
                                nameOf(items(at).get(index))
                                        .flatMap(name -> after(variable(name), rest))
                                        .flatMap(tail -> inItem(parts, at, index, tail))
                                        .stream())
                .findFirst();
    }

    private static Optional<List<Step>> inItem(
            Key.Parts parts, Optional<Node> at, int index, String rest) {
        Optional<Node> item =
                index < items(at).size() ? Optional.of(items(at).get(index)) : Optional.empty();
        return inBlock(parts.keys(), item, rest)
                .map(further -> prepend(new Step.Index(index), further));
    }

    private static Optional<List<Step>> inNamed(
            Key.NamedParts parts, Optional<Node> at, String rest) {
        return Stream.concat(known(at), guessed(rest))
                .flatMap(name -> inNamed(parts, at, name, rest).stream())
                .findFirst();
    }

    private static Optional<List<Step>> inNamed(
            Key.NamedParts parts, Optional<Node> at, String name, String rest) {
        return after(variable(name), rest)
                .flatMap(tail -> inBlock(parts.keys(), child(at, name), tail))
                .map(further -> prepend(new Step.Name(name), further));
    }

    private static Step freeName(Optional<Node> at, String rest) {
        return new Step.Name(
                known(at)
                        .filter(name -> variable(name).equals(rest))
                        .findFirst()
                        .orElseGet(() -> key(rest)));
    }

    private static Stream<String> known(Optional<Node> at) {
        return at.filter(Node.Block.class::isInstance)
                .map(node -> ((Node.Block) node).entries().keySet().stream())
                .orElseGet(Stream::empty);
    }

    private static Stream<String> guessed(String rest) {
        return IntStream.range(1, rest.length())
                .filter(end -> rest.charAt(end) == '_')
                .mapToObj(end -> key(rest.substring(0, end)));
    }

    private static List<Node> items(Optional<Node> at) {
        return at.filter(Node.Items.class::isInstance)
                .map(node -> ((Node.Items) node).nodes())
                .orElse(List.of());
    }

    private static Optional<String> nameOf(Node item) {
        return child(Optional.of(item), "name")
                .filter(Node.Text.class::isInstance)
                .map(node -> ((Node.Text) node).value());
    }

    private static Optional<Node> child(Optional<? extends Node> at, String name) {
        return at.filter(Node.Block.class::isInstance)
                .flatMap(node -> ((Node.Block) node).find(name));
    }

    private static Optional<String> after(String name, String rest) {
        return rest.startsWith(name + "_") && rest.length() > name.length() + 1
                ? Optional.of(rest.substring(name.length() + 1))
                : Optional.empty();
    }

    private static List<Step> prepend(Step first, List<Step> rest) {
        return Stream.concat(Stream.of(first), rest.stream()).toList();
    }

    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
    }

    private static String key(String variable) {
        return variable.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
