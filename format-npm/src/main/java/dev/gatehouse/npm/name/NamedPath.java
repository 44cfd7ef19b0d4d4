package dev.gatehouse.npm.name;

import dev.gatehouse.core.model.PackageName;

import java.util.List;

/**
 * A path that begins with a package's name, in either of its spellings: {@code @scope%2fname} comes
 * as one segment, {@code @scope/name} as two.
 */
public record NamedPath(PackageName name, List<String> rest) {
    /**
     * Divides a path.
     *
     * @throws IllegalArgumentException when it begins with no valid name
     */
    public static NamedPath of(List<String> segments) {
        if (segments.isEmpty()) {
            throw new IllegalArgumentException("expected a package name");
        }
        String first = segments.getFirst();
        boolean open = first.startsWith("@") && first.indexOf('/') < 0 && segments.size() > 1;
        String name = open ? first + "/" + segments.get(1) : first;
        return new NamedPath(NpmName.of(name), segments.subList(open ? 2 : 1, segments.size()));
    }
}
