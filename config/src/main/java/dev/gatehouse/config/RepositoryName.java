package dev.gatehouse.config;

import java.util.Set;

/** The name of a repository: the first segment of every URL that clients use. */
public record RepositoryName(String value) implements Comparable<RepositoryName> {
    /** Segments that the server itself uses. */
    public static final Set<String> RESERVED = Set.of("-", "api");

    public RepositoryName {
        if (RESERVED.contains(value)) {
            throw new IllegalArgumentException("'-' and 'api' are reserved for the server itself");
        }
        if (!WorkspaceName.SLUG.matcher(value).matches()) {
            throw new IllegalArgumentException("expected " + WorkspaceName.EXPECTED);
        }
    }

    @Override
    public int compareTo(RepositoryName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
