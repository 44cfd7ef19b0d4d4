package dev.gatehouse.server.testing;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a made-up registry of any format has: versions, each with a marker. Thread-safe. */
public final class Shelf {
    private final Map<String, List<Item>> items = new ConcurrentHashMap<>();

    /**
     * One version.
     *
     * @param name as the format writes names
     * @param marker a word that stands in the bytes of its files
     */
    public record Item(String name, String version, String marker) {}

    /** One more version, from the next request on. */
    public Shelf add(String name, String version, String marker) {
        items.computeIfAbsent(name, _ -> new CopyOnWriteArrayList<>())
                .add(new Item(name, version, marker));
        return this;
    }

    /** The versions of a name in the order in which they were added. */
    public List<Item> of(String name) {
        return List.copyOf(items.getOrDefault(name, List.of()));
    }

    /** Has the name no more. */
    public void drop(String name) {
        items.remove(name);
    }
}
