package dev.gatehouse.core.policy;

import dev.gatehouse.core.model.PackageState;

import java.util.List;

/** What a policy does to the packages that it matches. */
public sealed interface PolicyAction {
    /** Its lasting id, unique among all actions. */
    String id();

    /** 0 to 32767; the actions of one policy are applied in ascending order. */
    int precedence();

    /** Sets the state; of several the last wins. */
    record SetState(String id, int precedence, PackageState state) implements PolicyAction {}

    /** Puts tags on the package for as long as the policy matches. */
    record AddTags(String id, int precedence, List<String> tags) implements PolicyAction {
        public AddTags {
            tags = List.copyOf(tags);
        }
    }

    /** Shows the package without these tags for as long as the policy matches. */
    record RemoveTags(String id, int precedence, List<String> tags) implements PolicyAction {
        public RemoveTags {
            tags = List.copyOf(tags);
        }
    }
}
