package dev.gatehouse.server.pgp;

import dev.gatehouse.core.signature.Fingerprint;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which keys may sign which package: the operator's own map, and what Gradle builds trust. Where
 * anything is said about a package, only what is said holds for it. Immutable.
 *
 * @param entries all that match a file are joined; their order means nothing
 */
record KeysMap(List<Entry> entries) {
    /** Says nothing about any package. */
    static final KeysMap EMPTY = new KeysMap(List.of());

    /** Allows nobody to sign anything: for a map that cannot be read. */
    static final KeysMap CLOSED =
            new KeysMap(List.of(new Entry(coordinates -> true, Set.of(), false)));

    KeysMap {
        entries = List.copyOf(entries);
    }

    /** What is said about that file. */
    Ruling ruling(Coordinates coordinates) {
        var said = entries.stream().filter(entry -> entry.pattern().matches(coordinates)).toList();
        if (said.isEmpty()) {
            return new Ruling(false, true, Set.of());
        }
        var keys = new TreeSet<Fingerprint>();
        said.forEach(entry -> keys.addAll(entry.keys()));
        return new Ruling(true, said.stream().anyMatch(Entry::any), Set.copyOf(keys));
    }

    /**
     * One line of a map.
     *
     * @param any every key may sign
     */
    record Entry(Pattern pattern, Set<Fingerprint> keys, boolean any) {
        Entry {
            keys = Set.copyOf(keys);
        }
    }

    /** Which files are meant. */
    interface Pattern {
        boolean matches(Coordinates coordinates);
    }

    /**
     * A file as maps name it.
     *
     * @param packaging the extension of its name, such as {@code jar}
     */
    record Coordinates(
            String group, String artifact, String packaging, String version, String file) {}

    /**
     * Who may sign.
     *
     * @param listed something is said about the package
     * @param any every key of the rings may
     * @param keys the keys that are named, by their own fingerprint or their primary key's
     */
    record Ruling(boolean listed, boolean any, Set<Fingerprint> keys) {}
}
