package dev.gatehouse.server.policy;

import dev.gatehouse.core.policy.Policy;

import java.nio.file.Path;
import java.util.List;

/** What came of a change of a policy. */
public sealed interface PolicyChange {
    /** It is stored, and in force for the next request. */
    record Done(Policy policy) implements PolicyChange {}

    /** There is no such policy. */
    record Missing() implements PolicyChange {}

    /** Nothing was changed: somebody else was faster. */
    record Overtaken() implements PolicyChange {}

    /** Nothing was changed: files declare the policies. */
    record DeclaredIn(Path place) implements PolicyChange {}

    /** Nothing was changed: a field is wrong. */
    record Wrong(String field, List<String> problems) implements PolicyChange {
        public Wrong {
            problems = List.copyOf(problems);
        }
    }
}
