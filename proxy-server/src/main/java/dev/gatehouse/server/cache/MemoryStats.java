package dev.gatehouse.server.cache;

/**
 * What one memory has done since the start.
 *
 * @param entries how many it holds now, roughly
 * @param bytes what its values weigh now; 0 for one that only counts
 */
public record MemoryStats(long hits, long misses, long evictions, long entries, long bytes) {}
