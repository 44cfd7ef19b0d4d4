package dev.gatehouse.core.proxy;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;

/** Memories that forget nothing unless a test says so. Thread-safe. */
final class MapMemories implements Memories {
    private final Map<String, Map<?, ?>> all = new ConcurrentHashMap<>();

    @Override
    public <K, V> Memory<K, V> counted(String name, long mostEntries) {
        return memory(name);
    }

    @Override
    public <K, V> Memory<K, V> weighed(String name, long mostBytes, ToLongFunction<V> weight) {
        Memory<K, V> memory = memory(name);
        return new Memory<>() {
            @Override
            public Optional<V> find(K key) {
                return memory.find(key);
            }

            @Override
            public void put(K key, V value) {
                if (weight.applyAsLong(value) <= 0) {
                    throw new IllegalArgumentException(name + " without weight");
                }
                memory.put(key, value);
            }

            @Override
            public void forget(K key) {
                memory.forget(key);
            }
        };
    }

    /** As after a restart. */
    void forgetAll() {
        all.values().forEach(Map::clear);
    }

    private <K, V> Memory<K, V> memory(String name) {
        Map<K, V> entries = new ConcurrentHashMap<>();
        all.put(name, entries);
        return new Memory<>() {
            @Override
            public Optional<V> find(K key) {
                return Optional.ofNullable(entries.get(key));
            }

            @Override
            public void put(K key, V value) {
                entries.put(key, value);
            }

            @Override
            public void forget(K key) {
                entries.remove(key);
            }
        };
    }
}
