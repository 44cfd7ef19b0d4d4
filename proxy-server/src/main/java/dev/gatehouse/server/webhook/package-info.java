/** Tells webhooks what happened: a durable queue, signed deliveries, retries and dead letters. */
@NullMarked
package dev.gatehouse.server.webhook;

import org.jspecify.annotations.NullMarked;
