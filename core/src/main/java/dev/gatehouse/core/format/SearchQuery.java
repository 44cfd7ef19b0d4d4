package dev.gatehouse.core.format;

/**
 * A search.
 *
 * @param text as the client gave it
 * @param from how many hits to pass over
 * @param size how many to give at most
 */
public record SearchQuery(String text, int from, int size) {}
