package dev.gatehouse.core.policy;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * A rule about packages and what follows when it matches.
 *
 * @param id lasting, unique; ids sort by creation
 * @param name at most 100 characters
 * @param description at most 250 characters; may be empty
 * @param enabled whether it is asked at all
 * @param terminal whether no later policy is asked once it has matched
 * @param precedence 0 to 32767; lower ones are asked first
 * @param repositories names of those that it is about; empty: all
 * @param version counts its changes, from 1
 */
public record Policy(
        String id,
        String name,
        String description,
        PolicyRule rule,
        boolean enabled,
        boolean terminal,
        int precedence,
        List<PolicyAction> actions,
        Set<String> repositories,
        OnError onError,
        long version,
        Instant createdAt,
        Instant updatedAt) {
    /** In which policies are asked: by precedence, then the older first. */
    public static final Comparator<Policy> ORDER =
            Comparator.comparingInt(Policy::precedence)
                    .thenComparing(Policy::createdAt)
                    .thenComparing(Policy::id);

    public static final int MOST_PRECEDENCE = 32_767;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_DESCRIPTION = 250;

    public Policy {
        actions = List.copyOf(actions);
        repositories = Set.copyOf(repositories);
        require(!name.isBlank() && name.length() <= LONGEST_NAME, "name", name, "1 to 100 letters");
        require(
                description.length() <= LONGEST_DESCRIPTION,
                "description",
                description,
                "at most 250 letters");
        require(isPrecedence(precedence), "precedence", "" + precedence, "0 to 32767");
        for (PolicyAction action : actions) {
            require(
                    isPrecedence(action.precedence()),
                    "precedence of an action",
                    "" + action.precedence(),
                    "0 to 32767");
        }
    }

    private static void require(boolean right, String what, String value, String expected) {
        if (!right) {
            throw new IllegalArgumentException(
                    "%s '%s' of a policy: expected %s".formatted(what, value, expected));
        }
    }

    private static boolean isPrecedence(int value) {
        return value >= 0 && value <= MOST_PRECEDENCE;
    }

    /** Whether it has a say about packages of that repository. */
    public boolean isAbout(String repository) {
        return enabled && (repositories.isEmpty() || repositories.contains(repository));
    }

    /** In the order in which they are applied. */
    public List<PolicyAction> ordered() {
        return actions.stream().sorted(Comparator.comparingInt(PolicyAction::precedence)).toList();
    }
}
