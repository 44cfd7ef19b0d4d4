package dev.gatehouse.core.proxy;

import dev.gatehouse.core.advisory.Scan;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyOutcome;
import dev.gatehouse.core.proxy.StoredPackages.Stored;

import java.io.IOException;

/** What operators ask of policies. Thread-safe. */
public final class PolicyService {
    private final PolicyGate gate;
    private final PolicyPass pass;
    private final Scans scans;
    private final DeletedPackages deleted;

    PolicyService(PolicyGate gate, PolicyPass pass, DeletedPackages deleted, Scans scans) {
        this.scans = scans;
        this.gate = gate;
        this.pass = pass;
        this.deleted = deleted;
    }

    /**
     * What one policy alone would do to a stored package.
     *
     * @param input what it was shown, as JSON
     */
    public record Supposed(PolicyOutcome outcome, String input) {}

    /** Supposes that a policy, enabled or not, were the only one; nothing is done, or logged. */
    public Supposed suppose(Stored stored, Policy policy) throws IOException, InterruptedException {
        PolicyVerdict verdict = gate.supposed(stored, policy);
        return new Supposed(verdict.outcome(), verdict.input());
    }

    /** What advisories say of a stored package. */
    public Scan scan(Stored stored) {
        return scans.of(stored.mount(), stored.item().key().name(), stored.item().version());
    }

    /** What judges all that is stored again when that is due. */
    public PolicyPass pass() {
        return pass;
    }

    /** What purges packages that policies have deleted. */
    public DeletedPackages deleted() {
        return deleted;
    }
}
