package dev.gatehouse.core.model;

import java.time.Instant;

/**
 * A word that somebody has put on an item.
 *
 * @param immutable whether it stays until an administrator takes it away
 */
public record ItemTag(String name, boolean immutable, Instant at) {}
