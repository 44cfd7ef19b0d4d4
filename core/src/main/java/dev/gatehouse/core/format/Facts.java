package dev.gatehouse.core.format;

import java.util.List;
import java.util.Map;

/**
 * What a package's source says of it; what it does not say is empty.
 *
 * @param summary one line
 * @param tags words that its source puts on it, such as npm's dist-tags
 * @param architectures what it runs on, where that is told
 * @param identifiers its coordinates by the names that they have in the format
 */
public record Facts(
        String summary,
        String description,
        String license,
        List<String> tags,
        List<String> architectures,
        Map<String, String> identifiers) {
    /** Nothing is known. */
    public static final Facts NONE = new Facts("", "", "", List.of(), List.of(), Map.of());

    public Facts {
        tags = List.copyOf(tags);
        architectures = List.copyOf(architectures);
        identifiers = Map.copyOf(identifiers);
    }
}
