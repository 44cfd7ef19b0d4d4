package dev.gatehouse.server.webhook;

import dev.gatehouse.core.store.StoredHook;

/**
 * How it stands with one webhook.
 *
 * @param pending how many deliveries wait or are being sent
 * @param dead how many were given up
 */
public record HookState(StoredHook hook, int pending, int dead) {}
