package dev.gatehouse.core.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was laid upon an item after it came here. It is about the coordinates, not about the bytes:
 * it stays when these are deleted, and holds when they come again.
 *
 * @param byHand that somebody holds it back; no policy ends that
 * @param ownTags set by hand, in order; names differ
 * @param policy what policies have done to it
 * @param heldChangedAt when the item was last held back, otherwise held back, or set free, by which
 *     what is visible changed; {@link Instant#EPOCH} when it never was
 */
public record ItemState(
        ItemKey item,
        Optional<Hold> byHand,
        List<ItemTag> ownTags,
        Optional<PolicyEffect> policy,
        Instant heldChangedAt) {
    public ItemState {
        ownTags = List.copyOf(ownTags);
    }

    /** Of an item on which nothing was laid. */
    public static ItemState none(ItemKey item) {
        return new ItemState(item, Optional.empty(), List.of(), Optional.empty(), Instant.EPOCH);
    }

    /** What holds it back: somebody, else a policy. */
    public Optional<Hold> hold() {
        return byHand.or(() -> policy.flatMap(Hold::of));
    }

    /** The tags that it is shown with. */
    public List<ItemTag> tags() {
        if (policy.isEmpty()) {
            return ownTags;
        }
        PolicyEffect effect = policy.get();
        List<ItemTag> shown = new ArrayList<>(ownTags);
        shown.removeIf(tag -> effect.tagsRemoved().contains(tag.name()));
        Set<String> there = Set.copyOf(shown.stream().map(ItemTag::name).toList());
        effect.tagsAdded().stream()
                .filter(name -> !there.contains(name))
                .sorted()
                .forEach(name -> shown.add(new ItemTag(name, false, effect.at())));
        return List.copyOf(shown);
    }

    public ItemState held(Hold by) {
        Instant changed = hold().isPresent() ? heldChangedAt : by.at();
        return new ItemState(item, Optional.of(by), ownTags, policy, changed);
    }

    /** No longer held by hand; a policy may still hold it. */
    public ItemState free(Instant now) {
        ItemState free = new ItemState(item, Optional.empty(), ownTags, policy, heldChangedAt);
        return free.hold().isPresent() ? free : free.changed(now);
    }

    public ItemState tagged(List<ItemTag> others) {
        return new ItemState(item, byHand, others, policy, heldChangedAt);
    }

    /** With what policies do to it now in the place of what they did. */
    public ItemState judged(PolicyEffect effect) {
        ItemState judged = new ItemState(item, byHand, ownTags, Optional.of(effect), heldChangedAt);
        return judged.hold().map(Hold::state).equals(hold().map(Hold::state))
                ? judged
                : judged.changed(effect.at());
    }

    /** Without what policies did. */
    public ItemState unjudged() {
        return new ItemState(item, byHand, ownTags, Optional.empty(), heldChangedAt);
    }

    private ItemState changed(Instant at) {
        return new ItemState(item, byHand, ownTags, policy, at);
    }
}
