package dev.gatehouse.config.load;

import dev.gatehouse.config.report.Place;
import dev.gatehouse.config.tree.Node;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** One block being read: each value by its key, each problem with path and place. */
final class Section {
    private final Node.Block block;
    private final String path;
    private final Reading reading;

    Section(Key.Keys keys, Node.Block block, String path, Reading reading) {
        this.block = block;
        this.path = path;
        this.reading = reading;
        block.entries().forEach((name, entry) -> checkName(keys, name, entry.keyPlace()));
    }

    /** Whether the key was written. */
    boolean has(Key key) {
        return block.find(key.name()).isPresent();
    }

    /** The value or the default; empty when there is neither, or after an error. */
    <T> Optional<T> find(Key.One<T> key) {
        Optional<Node> node = block.find(key.name());
        if (node.isEmpty() && key.required()) {
            error(key, "missing; expected " + key.form().expected());
        }
        return node.flatMap(found -> reading.value(key.form(), found, pathOf(key)))
                .or(key::fallback);
    }

    /** The value, or the default of a key that has one. */
    <T> T get(Key.One<T> key) {
        return find(key).orElseThrow();
    }

    /** The absolute path of a file that must be there. */
    Optional<Path> file(Key.One<Path> key) {
        Optional<Path> file = find(key).map(this::absolute);
        file.filter(named -> !Files.isRegularFile(named) || !Files.isReadable(named))
                .ifPresent(named -> error(key, "the file " + named + " cannot be read"));
        return file;
    }

    /** The path as it is meant: relative ones start where the configuration file is. */
    Path absolute(Path path) {
        return reading.substitution().base().resolve(path).normalize();
    }

    /** The values of a list that can be read. */
    <T> List<T> list(Key.Several<T> key) {
        return each(key, (node, at) -> reading.value(key.items(), node, at));
    }

    /** The values of a block with free keys. */
    <T> Map<String, T> words(Key.Words<T> key) {
        return named(key, (node, at) -> reading.value(key.values(), node, at));
    }

    /** The block of that key; one without keys if it was not written. */
    Section part(Key.Part key) {
        Node.Block below = find(key).orElseGet(() -> Node.Block.empty(block.place()));
        return new Section(key.keys(), below, pathOf(key), reading);
    }

    /** The blocks of a list. */
    List<Section> parts(Key.Parts key) {
        return each(key, (node, at) -> section(key.keys(), node, at));
    }

    /** The blocks by name. */
    SequencedMap<String, Section> namedParts(Key.NamedParts key) {
        return named(key, (node, at) -> section(key.keys(), node, at));
    }

    void error(Key key, String message) {
        reading.problems().error(pathOf(key), placeOf(key), message);
    }

    /** An error of the block as a whole. */
    void error(String message) {
        reading.problems().error(path, block.place(), message);
    }

    void warning(Key key, String message) {
        reading.problems().warning(pathOf(key), placeOf(key), message);
    }

    /** Where the value stands, or the block if the key was not written. */
    Place placeOf(Key key) {
        return block.find(key.name()).map(Node::place).orElseGet(block::place);
    }

    /** Whether a value stands in plain sight, in the file or on the command line. */
    boolean isLiteral(Key key) {
        return block.find(key.name())
                .filter(node -> !(node.place() instanceof Place.Variable))
                .filter(
                        node ->
                                node instanceof Node.Text text
                                        && !Substitution.isUsedBy(text.value()))
                .isPresent();
    }

    private <T> List<T> each(Key key, BiFunction<Node, String, Optional<T>> read) {
        List<Node> nodes =
                block.find(key.name())
                        .map(node -> reading.items(node, pathOf(key)))
                        .orElse(List.of());
        return IntStream.range(0, nodes.size())
                .mapToObj(i -> read.apply(nodes.get(i), pathOf(key) + "[" + i + "]"))
                .flatMap(Optional::stream)
                .toList();
    }

    private <T> SequencedMap<String, T> named(Key key, BiFunction<Node, String, Optional<T>> read) {
        SequencedMap<String, T> values = new LinkedHashMap<>();
        SequencedMap<String, Node.Entry> entries =
                find(key).map(Node.Block::entries).orElseGet(LinkedHashMap::new);
        entries.forEach(
                (name, entry) ->
                        read.apply(entry.value(), pathOf(key) + "." + name)
                                .ifPresent(value -> values.put(name, value)));
        return values;
    }

    private Optional<Section> section(Key.Keys keys, Node node, String at) {
        return reading.block(node, at).map(found -> new Section(keys, found, at, reading));
    }

    private Optional<Node.Block> find(Key key) {
        return block.find(key.name()).flatMap(node -> reading.block(node, pathOf(key)));
    }

    private void checkName(Key.Keys keys, String name, Place place) {
        if (keys.find(name).isEmpty()) {
            reading.problems().error(below(name), place, unknown(keys.names(), name));
        }
    }

    private static String unknown(List<String> known, String name) {
        return "unknown key '"
                + name
                + "'; "
                + NearestName.among(known, name)
                        .map(nearest -> "did you mean '" + nearest + "'?")
                        .orElseGet(() -> "expected one of " + String.join(", ", known));
    }

    private String pathOf(Key key) {
        return below(key.name());
    }

    private String below(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
