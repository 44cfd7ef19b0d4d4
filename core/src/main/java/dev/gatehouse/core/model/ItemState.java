package dev.gatehouse.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was laid upon an item after it came here. It is about the coordinates, not about the bytes:
 * it stays when these are deleted, and holds when they come again.
 *
 * @param tags in order; names differ
 * @param heldChangedAt when the item was last held back or set free, by which what is visible
 *     changed; {@link Instant#EPOCH} when it never was
 */
public record ItemState(
        ItemKey item, Optional<Hold> hold, List<ItemTag> tags, Instant heldChangedAt) {
    public ItemState {
        tags = List.copyOf(tags);
    }

    /** Of an item on which nothing was laid. */
    public static ItemState none(ItemKey item) {
        return new ItemState(item, Optional.empty(), List.of(), Instant.EPOCH);
    }

    public ItemState held(Hold by) {
        return new ItemState(item, Optional.of(by), tags, by.at());
    }

    public ItemState free(Instant now) {
        return new ItemState(item, Optional.empty(), tags, now);
    }

    public ItemState tagged(List<ItemTag> others) {
        return new ItemState(item, hold, others, heldChangedAt);
    }
}
