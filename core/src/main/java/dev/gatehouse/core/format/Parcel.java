package dev.gatehouse.core.format;

import dev.gatehouse.core.model.ItemKey;
import dev.gatehouse.core.store.StoredFile;

import java.util.List;

/**
 * A stored package as people count it.
 *
 * @param name as its author declares it
 * @param version as people are shown it
 * @param parts its files, the first of which it is named after; at least one
 */
public record Parcel(ItemKey item, String name, String version, List<Part> parts) {
    public Parcel {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException(item + " has no file");
        }
    }

    /**
     * One of its files.
     *
     * @param tag what it is to the package: {@code pkg}, {@code pom}, {@code sources}
     */
    public record Part(StoredFile file, String tag) {}

    /** The file that it is named after. */
    public StoredFile primary() {
        return parts.getFirst().file();
    }

    /** All its bytes. */
    public long size() {
        return parts.stream().mapToLong(p -> p.file().size()).sum();
    }
}
