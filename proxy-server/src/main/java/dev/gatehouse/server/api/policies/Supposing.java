package dev.gatehouse.server.api.policies;

import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyOutcome.Asked;
import dev.gatehouse.core.proxy.StoredPackages.Stored;

import java.io.IOException;

/** Asks a policy about a stored package; nothing follows, and nothing is logged. */
@FunctionalInterface
public interface Supposing {
    Supposed ask(Stored stored, Policy policy) throws IOException, InterruptedException;

    /**
     * What it said.
     *
     * @param input what it was shown, as JSON
     */
    record Supposed(Asked asked, String input) {}
}
