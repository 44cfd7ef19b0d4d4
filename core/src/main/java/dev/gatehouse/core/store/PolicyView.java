package dev.gatehouse.core.store;

import dev.gatehouse.core.policy.Exemption;
import dev.gatehouse.core.policy.Policy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Policies that are managed while the server runs, exemptions, and the decision log. */
public interface PolicyView {
    /** In no particular order; those that a file declares are not among them. */
    List<Policy> policies() throws IOException;

    /** Those that have ended included, until they are dropped. */
    List<Exemption> exemptions() throws IOException;

    /** The entry of that id. */
    Optional<StoredDecision> decision(String id) throws IOException;

    /** What policies were shown, as JSON; see {@link StoredDecision#input}. */
    Optional<String> input(String id) throws IOException;

    /**
     * A part of the decision log in the order of ids.
     *
     * @param after begin behind this id, or with the first (last) entry
     * @param most at most so many
     */
    List<StoredDecision> decisions(Optional<String> after, boolean newestFirst, int most)
            throws IOException;

    /**
     * For which policies, exemptions and keys all stored packages were judged to the end; empty
     * before that was ever done.
     */
    Optional<String> judgedFor() throws IOException;
}
