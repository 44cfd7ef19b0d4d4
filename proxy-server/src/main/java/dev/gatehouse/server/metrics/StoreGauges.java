package dev.gatehouse.server.metrics;

import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.server.cache.CaffeineMemories;
import dev.gatehouse.server.cache.MemoryStats;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;

import java.util.function.ToDoubleFunction;

/** Adds what memories and the store hold to the metrics; read when somebody asks. */
public final class StoreGauges {
    private StoreGauges() {}

    /** Watches these memories. */
    public static void watch(Metrics metrics, CaffeineMemories memories) {
        counter(metrics, memories, "memory_hits", "Found in memory", MemoryStats::hits);
        counter(metrics, memories, "memory_misses", "Not found in memory", MemoryStats::misses);
        counter(
                metrics,
                memories,
                "memory_evictions",
                "Forgotten for want of room",
                MemoryStats::evictions);
        gauge(metrics, memories, "memory_entries", "Entries in memory", MemoryStats::entries);
        gauge(metrics, memories, "memory_bytes", "Weight of values", MemoryStats::bytes);
    }

    /** Watches that store. */
    public static void watch(Metrics metrics, MetadataStore store) {
        GaugeWithCallback.builder()
                .name("gatehouse_store_entries")
                .help("Entries in the store, estimated")
                .labelNames("kind")
                .callback(sizes -> store.sizes().entries().forEach((k, n) -> sizes.call(n, k)))
                .register(metrics.registry());
    }

    private static void counter(
            Metrics metrics,
            CaffeineMemories memories,
            String name,
            String help,
            ToDoubleFunction<MemoryStats> value) {
        CounterWithCallback.builder()
                .name("gatehouse_" + name)
                .help(help)
                .labelNames("memory")
                .callback(
                        c -> memories.stats().forEach((n, s) -> c.call(value.applyAsDouble(s), n)))
                .register(metrics.registry());
    }

    private static void gauge(
            Metrics metrics,
            CaffeineMemories memories,
            String name,
            String help,
            ToDoubleFunction<MemoryStats> value) {
        GaugeWithCallback.builder()
                .name("gatehouse_" + name)
                .help(help)
                .labelNames("memory")
                .callback(
                        c -> memories.stats().forEach((n, s) -> c.call(value.applyAsDouble(s), n)))
                .register(metrics.registry());
    }
}
