package dev.gatehouse.core.model;

/**
 * The permanent id of a source within its repository: {@code local}, or the ULID of an upstream. It
 * outlives renames and is never reused.
 */
public record SourceId(String value) {
    /** The local store of any repository. */
    public static final SourceId LOCAL = new SourceId("local");

    public SourceId {
        if (value.isEmpty() || value.length() > 64) {
            throw new IllegalArgumentException(
                    "source id '" + value + "': expected 1 to 64 characters");
        }
    }

    public boolean isLocal() {
        return equals(LOCAL);
    }

    @Override
    public String toString() {
        return value;
    }
}
