package dev.gatehouse.core.model;

/**
 * The canonical full name of a package in its format. The format's adapter builds it at the edge;
 * every key (cache, provenance, policy, lock) is built from it and never from the client's bytes.
 *
 * @param value 1 to 512 characters without controls; equal packages have equal values
 */
public record PackageName(FormatId format, String value) implements Comparable<PackageName> {
    private static final int MOST_CHARACTERS = 512;

    public PackageName {
        if (value.isEmpty() || value.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "package name of " + value.length() + " characters: expected 1 to 512");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("package name has a control character");
        }
    }

    @Override
    public int compareTo(PackageName other) {
        int byFormat = format.value().compareTo(other.format.value());
        return byFormat != 0 ? byFormat : value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
