package dev.gatehouse.config.load;

import java.util.List;
import java.util.Optional;

/** One key of a block. {@code about} is the sentence of the reference. */
sealed interface Key {
    String name();

    String about();

    /**
     * A single value.
     *
     * @param fallback the default, if there is one
     * @param required whether its absence is an error
     */
    record One<T>(String name, Form<T> form, Optional<T> fallback, boolean required, String about)
            implements Key {}

    /** A list of single values; empty by default. */
    record Several<T>(String name, Form<T> items, String about) implements Key {}

    /** A block whose keys are free; empty by default. */
    record Words<T>(String name, Form<T> values, String about) implements Key {}

    /**
     * A block.
     *
     * @param always whether it is in force without being written
     */
    record Part(String name, Keys keys, boolean always, String about) implements Key {}

    /** A list of blocks, each with a {@code name}. */
    record Parts(String name, Keys keys, String about) implements Key {}

    /** Blocks by their name, which the operator chooses. */
    record NamedParts(String name, Keys keys, String about) implements Key {}

    static <T> One<T> required(String name, Form<T> form, String about) {
        return new One<>(name, form, Optional.empty(), true, about);
    }

    static <T> One<T> optional(String name, Form<T> form, String about) {
        return new One<>(name, form, Optional.empty(), false, about);
    }

    static <T> One<T> withDefault(String name, Form<T> form, T fallback, String about) {
        return new One<>(name, form, Optional.of(fallback), false, about);
    }

    /** The keys of one block, in the order of the reference. */
    record Keys(List<Key> all) {
        static Keys of(Key... keys) {
            return new Keys(List.of(keys));
        }

        Optional<Key> find(String name) {
            return all.stream().filter(key -> key.name().equals(name)).findFirst();
        }

        /** What an operator may write. */
        List<String> names() {
            return all.stream().map(Key::name).toList();
        }
    }
}
