package dev.gatehouse.server.policy;

import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.server.policy.PolicyFiles.Written;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The policies that files declare. Their ids come from their names, so that they are the same after
 * a restart and on every machine.
 *
 * @param directory where they stand
 * @param files by the id of the policy
 */
record Declared(Path directory, List<Policy> policies, Map<String, Path> files) {
    Declared {
        policies = List.copyOf(policies);
        files = Map.copyOf(files);
    }

    static Declared of(Path directory, List<Written> written) {
        List<Policy> policies = new ArrayList<>();
        Map<String, Path> files = new LinkedHashMap<>();
        for (Written one : written) {
            String id = Generation.id("policy " + one.draft().name());
            AtomicInteger actions = new AtomicInteger();
            // Policies of one precedence are asked in the order of their files.
            Instant at = Instant.EPOCH.plusMillis(policies.size());
            policies.add(
                    one.draft()
                            .declared(
                                    id,
                                    () -> Generation.id(id + " " + actions.incrementAndGet()),
                                    at));
            files.put(id, one.file());
        }
        return new Declared(directory, policies, files);
    }
}
