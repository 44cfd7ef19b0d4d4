package dev.gatehouse.core.trust;

import dev.gatehouse.core.model.PackageName;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Names that belong to the local store before anything was published: they never go to an untrusted
 * upstream. Thread-safe if the patterns are.
 */
public record OwnedNames(List<Pattern> patterns) {
    /** No name is owned. */
    public static final OwnedNames NONE = new OwnedNames(List.of());

    public OwnedNames {
        patterns = List.copyOf(patterns);
    }

    /** The first pattern that covers the name, as the operator wrote it. */
    public Optional<String> covering(PackageName name) {
        return patterns.stream().filter(p -> p.covers().test(name)).map(Pattern::text).findFirst();
    }

    /**
     * One {@code owned-names} pattern.
     *
     * @param text as the operator wrote it
     * @param covers as the format reads it
     */
    public record Pattern(String text, Predicate<PackageName> covers) {}
}
