package dev.gatehouse.core.format;

import dev.gatehouse.core.store.BlobDraft;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A package that is sent at once, with all its files and some words about it.
 *
 * @param words see {@link Packaging#words}; none is empty
 * @param again whether bytes that are published already are no fault, if they are the same
 * @param by who sends it
 */
public record Shipment(Map<String, String> words, List<Item> items, boolean again, String by) {
    public Shipment {
        words = Map.copyOf(words);
        items = List.copyOf(items);
    }

    /**
     * One of its files, received.
     *
     * @param role see {@link Packaging#roles}
     * @param name as the sender calls it
     */
    public record Item(String role, String name, BlobDraft draft) {}

    public Optional<String> word(String word) {
        return Optional.ofNullable(words.get(word));
    }

    /** The first file of that role. */
    public Optional<Item> item(String role) {
        return items.stream().filter(i -> i.role().equals(role)).findFirst();
    }
}
