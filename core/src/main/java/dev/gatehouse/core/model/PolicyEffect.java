package dev.gatehouse.core.model;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What policies have done to an item, all at once. It is replaced as a whole when they are asked
 * again, so what no policy wants any more is taken back.
 *
 * @param cause the last policy that set a state; empty where none did
 * @param tagsAdded tags that the item has besides those that people set
 * @param tagsRemoved tags that it is not shown with, though people set them
 * @param at when policies were asked
 * @param dueAt when they have to be asked again, because time alone may change what they say;
 *     empty: time changes nothing
 */
public record PolicyEffect(
        Optional<Cause> cause,
        Set<String> tagsAdded,
        Set<String> tagsRemoved,
        Instant at,
        Optional<Instant> dueAt) {
    public PolicyEffect {
        tagsAdded = Set.copyOf(tagsAdded);
        tagsRemoved = Set.copyOf(tagsRemoved);
    }

    /**
     * Why the item is in a state.
     *
     * @param policy its lasting id
     * @param name what people call it
     * @param reason for the people who are refused; may be empty
     * @param decision the id of the entry in the decision log
     */
    public record Cause(
            PackageState state, String policy, String name, String reason, String decision) {
        private Cause undated() {
            return new Cause(state, policy, name, reason, "");
        }
    }

    /** The state that policies want. */
    public PackageState state() {
        return cause.map(Cause::state).orElse(PackageState.AVAILABLE);
    }

    /** Whether its time is over. */
    public boolean isDue(Instant now) {
        return dueAt.filter(due -> !now.isBefore(due)).isPresent();
    }

    /** Whether both do the same to an item, for the same reason. */
    public boolean equalsInEffect(PolicyEffect other) {
        return cause.map(Cause::undated).equals(other.cause.map(Cause::undated))
                && tagsAdded.equals(other.tagsAdded)
                && tagsRemoved.equals(other.tagsRemoved);
    }

    /** Whether nothing would be different without it. */
    public boolean isNone() {
        return state().isVisible() && tagsAdded.isEmpty() && tagsRemoved.isEmpty();
    }
}
