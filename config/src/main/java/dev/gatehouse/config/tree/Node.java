package dev.gatehouse.config.tree;

import dev.gatehouse.config.report.Place;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** A value with its place. Types of YAML are not looked at: every scalar is its text. */
public sealed interface Node {
    Place place();

    /** What it is called in a message. */
    String kind();

    /**
     * A scalar.
     *
     * @param missing whether nothing was written, or {@code null}
     */
    record Text(String value, boolean missing, Place place) implements Node {
        @Override
        public String kind() {
            return missing ? "nothing" : "a single value";
        }
    }

    /** A sequence. */
    record Items(List<Node> nodes, Place place) implements Node {
        public Items {
            nodes = List.copyOf(nodes);
        }

        /** The list with that node at the index, which may be one past the end. */
        public Items with(int index, Node node) {
            List<Node> copy = new ArrayList<>(nodes);
            if (index == copy.size()) {
                copy.add(node);
            } else {
                copy.set(index, node);
            }
            return new Items(copy, place);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** A mapping, in the order of the file. */
    record Block(SequencedMap<String, Entry> entries, Place place) implements Node {
        /** A block without keys. */
        public static Block empty(Place place) {
            return new Block(new LinkedHashMap<>(), place);
        }

        /** The value of a key. */
        public Optional<Node> find(String key) {
            return Optional.ofNullable(entries.get(key)).map(Entry::value);
        }

        /** The block with that value for that key; a new key has the value's place. */
        public Block with(String key, Node value) {
            SequencedMap<String, Entry> copy = new LinkedHashMap<>(entries);
            Entry old = entries.get(key);
            copy.put(key, new Entry(old == null ? value.place() : old.keyPlace(), value));
            return new Block(copy, place);
        }

        /** The block without that key. */
        public Block without(String key) {
            SequencedMap<String, Entry> copy = new LinkedHashMap<>(entries);
            copy.remove(key);
            return new Block(copy, place);
        }

        @Override
        public String kind() {
            return "a block of keys";
        }
    }

    /** One entry of a block. */
    record Entry(Place keyPlace, Node value) {}
}
