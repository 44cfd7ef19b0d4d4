package dev.gatehouse.core.proxy;

import static dev.gatehouse.core.policy.Sample.policy;
import static dev.gatehouse.core.policy.Sample.state;

import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.PackageState;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyAction;
import dev.gatehouse.core.policy.PolicyRule;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** One package of one upstream, and a policy that says no to everything. */
abstract class RuledX {
    static final byte[] BYTES = Bodies.of("of P");
    static final PolicyRule REGO = new PolicyRule.Rego("package cloudsmith");
    static final PolicyAction QUARANTINE = state(PackageState.QUARANTINED);

    PackedGate packed;
    Gate gate;
    ScriptedUpstream upstream;

    @BeforeEach
    void open() throws Exception {
        packed = new PackedGate(false);
        gate = packed.gate;
        upstream = gate.untrusted("P").index("x", Gate.line("1", "f", BYTES)).file("x", "f", BYTES);
    }

    @AfterEach
    void close() throws Exception {
        packed.close();
    }

    /** A policy that says no to everything. */
    final Policy no() {
        gate.judge.matches("no", "it is bad");
        return policy("no", 1, REGO, QUARANTINE);
    }

    final Response file() throws Exception {
        return gate.file("x", "1", "f");
    }
}
