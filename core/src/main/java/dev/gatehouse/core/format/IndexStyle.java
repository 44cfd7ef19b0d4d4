package dev.gatehouse.core.format;

/**
 * In which form an index is wanted; a value of the format's own, part of the rendering's cache key.
 */
public interface IndexStyle {
    /** Equal for requests that get the same rendering of the same versions. */
    String cacheKey();
}
