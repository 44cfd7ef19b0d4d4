package dev.gatehouse.core.store;

import java.time.Instant;
import java.util.Optional;

/**
 * One message to one webhook that was not taken yet.
 *
 * @param hook the webhook's name
 * @param id a ULID: the message's own, the same at every attempt, so that its receiver can tell
 *     that it has it already
 * @param event what it tells, such as {@code trust-change}
 * @param body what is sent, as JSON; never a secret
 * @param attempts how often it was sent
 * @param nextAt when it is to be sent next; once dead, when it died
 * @param trouble what came of the last attempt
 * @param dead whether no more attempt is made until an operator orders one
 */
public record StoredDelivery(
        String hook,
        String id,
        String event,
        String body,
        Instant createdAt,
        int attempts,
        Instant nextAt,
        Optional<String> trouble,
        boolean dead) {
    /** The same after an attempt that failed. */
    public StoredDelivery failed(String what, Instant next, boolean forGood) {
        return new StoredDelivery(
                hook, id, event, body, createdAt, attempts + 1, next, Optional.of(what), forGood);
    }

    /** The same, not sent so far. */
    public StoredDelivery anew(Instant now) {
        return new StoredDelivery(hook, id, event, body, createdAt, 0, now, trouble, false);
    }
}
