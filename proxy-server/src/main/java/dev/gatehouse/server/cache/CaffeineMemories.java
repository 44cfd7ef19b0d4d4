package dev.gatehouse.server.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.stats.CacheStats;

import dev.gatehouse.core.proxy.Memories;
import dev.gatehouse.core.proxy.Memory;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.ToLongFunction;

/**
 * Memories over Caffeine. Thread-safe. What is to be forgotten is forgotten by the thread that puts
 * something in, so that a memory never grows past its bound for want of a thread.
 */
public final class CaffeineMemories implements Memories {
    private final ConcurrentMap<String, Cache<?, ?>> caches = new ConcurrentHashMap<>();

    /**
     * Makes a memory.
     *
     * @throws IllegalStateException if there is one of that name
     */
    @Override
    public <K, V> Memory<K, V> counted(String name, long mostEntries) {
        Cache<K, V> cache =
                Caffeine.newBuilder()
                        .maximumSize(mostEntries)
                        .recordStats()
                        .executor(Runnable::run)
                        .build();
        return named(name, cache);
    }

    /**
     * Makes a memory. A value that is heavier than the whole memory is not kept.
     *
     * @throws IllegalStateException if there is one of that name
     */
    @Override
    public <K, V> Memory<K, V> weighed(String name, long mostBytes, ToLongFunction<V> weight) {
        Cache<K, V> cache =
                Caffeine.newBuilder()
                        .maximumWeight(mostBytes)
                        .<K, V>weigher((key, value) -> clamped(weight.applyAsLong(value)))
                        .recordStats()
                        .executor(Runnable::run)
                        .build();
        return named(name, cache);
    }

    /** What each memory has done, by its name. */
    public Map<String, MemoryStats> stats() {
        Map<String, MemoryStats> stats = new TreeMap<>();
        caches.forEach((name, cache) -> stats.put(name, stats(cache)));
        return stats;
    }

    private static MemoryStats stats(Cache<?, ?> cache) {
        CacheStats counted = cache.stats();
        return new MemoryStats(
                counted.hitCount(),
                counted.missCount(),
                counted.evictionCount(),
                cache.estimatedSize(),
                cache.policy().eviction().map(CaffeineMemories::weight).orElse(0L));
    }

    private static long weight(Policy.Eviction<?, ?> eviction) {
        return eviction.weightedSize().orElse(0);
    }

    /** Caffeine weighs in ints; nothing weighs nothing, or it would never be forgotten. */
    private static int clamped(long bytes) {
        return Math.clamp(bytes, 1, Integer.MAX_VALUE);
    }

    private <K, V> Memory<K, V> named(String name, Cache<K, V> cache) {
        if (caches.putIfAbsent(name, cache) != null) {
            throw new IllegalStateException("there is a memory '" + name + "' already");
        }
        return new CaffeineMemory<>(cache);
    }

    private record CaffeineMemory<K, V>(Cache<K, V> cache) implements Memory<K, V> {
        @Override
        public Optional<V> find(K key) {
            return Optional.ofNullable(cache.getIfPresent(key));
        }

        @Override
        public void put(K key, V value) {
            cache.put(key, value);
        }

        @Override
        public void forget(K key) {
            cache.invalidate(key);
        }
    }
}
