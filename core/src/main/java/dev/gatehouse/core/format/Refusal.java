package dev.gatehouse.core.format;

import dev.gatehouse.core.model.Hold;
import dev.gatehouse.core.model.PackageName;

import java.util.List;
import java.util.Optional;

/**
 * Why a request is not served. The format decides the status and where its clients see the text.
 */
public sealed interface Refusal {
    /** One sentence: what, and why. */
    String text();

    /** What was asked for. */
    enum Asked {
        INDEX,
        FILE
    }

    /**
     * A source that might have served is blocked for the name.
     *
     * @param owners names of the sources that own the name
     * @param decision the decision's id
     * @param explain the command that tells more
     */
    record Blocked(
            Asked asked, PackageName name, List<String> owners, String decision, String explain)
            implements Refusal {
        @Override
        public String text() {
            return "Blocked by rule 2: " + name + " is owned by " + String.join(", ", owners);
        }
    }

    /**
     * Somebody holds it back.
     *
     * @param decision see {@link Blocked}, likewise {@code explain}
     */
    record Held(Asked asked, PackageName name, Hold hold, String decision, String explain)
            implements Refusal {
        @Override
        public String text() {
            return hold.text();
        }
    }

    /** Nothing that may serve can answer now: 503, never 404. */
    record Undecided(
            Asked asked,
            PackageName name,
            int rule,
            List<String> silent,
            String decision,
            String explain)
            implements Refusal {
        @Override
        public String text() {
            String sources = String.join(", ", silent);
            return rule == 4
                    ? "Undecided by rule 4: " + sources + " did not answer"
                    : "Unavailable: " + sources + " did not answer for " + name;
        }
    }

    /** It does not exist. */
    record NotFound(Asked asked, String text) implements Refusal {}

    /** It is published already, and the bytes may not change. */
    record Exists(String text) implements Refusal {}

    /** It cannot be done as things stand: 409. */
    record Conflict(String text) implements Refusal {}

    /** What was sent is bigger than what is taken: 413. */
    record TooLarge(String text) implements Refusal {}

    /** The request is wrong: 400. */
    record Invalid(String text) implements Refusal {}

    /** The sender may not do this: 403, or 401 where a credential would help. */
    record Forbidden(String text, Optional<String> challenge) implements Refusal {}

    /** A source gave bytes or a document that cannot be used: 502. */
    record BadUpstream(String text) implements Refusal {}
}
