package dev.gatehouse.server.access;

import dev.gatehouse.config.Secret;
import dev.gatehouse.core.store.StoredToken;

/**
 * A token that was just made.
 *
 * @param text the token itself: shown once, and kept nowhere
 */
public record CreatedToken(StoredToken stored, Secret text) {}
