package dev.gatehouse.core.model;

/** The permanent id of a repository: a ULID that outlives renames and is never reused. */
public record RepositoryId(String value) {
    public RepositoryId {
        if (value.isEmpty() || value.length() > 64) {
            throw new IllegalArgumentException(
                    "repository id '" + value + "': expected 1 to 64 characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
