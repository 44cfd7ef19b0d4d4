package dev.gatehouse.server.api;

import dev.gatehouse.core.policy.Judgement;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyOutcome.Asked;
import dev.gatehouse.core.proxy.StoredPackages.Stored;
import dev.gatehouse.server.access.Tokens;
import dev.gatehouse.server.advisory.AdvisoryBook;
import dev.gatehouse.server.api.policies.PolicyDesk;
import dev.gatehouse.server.api.policies.Supposing.Supposed;
import dev.gatehouse.server.policy.ExemptionBook;
import dev.gatehouse.server.policy.PolicyBook;
import dev.gatehouse.server.policy.PolicyLedger;
import dev.gatehouse.server.policy.ScriptedModules;
import dev.gatehouse.server.policy.TestNames;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Policies over a store in memory; one that is supposed matches what is called bad. */
final class FakePolicies {
    private FakePolicies() {}

    static PolicyDesk desk(Tokens tokens, AdvisoryBook advisories) throws IOException {
        PolicyLedger ledger =
                new PolicyLedger(
                        new PolicyLedger.Around(
                                tokens.store,
                                tokens.journal,
                                new ScriptedModules(),
                                TestNames.all(),
                                tokens.now::get));
        try {
            ledger.take(ledger.read(Optional.empty()), "test");
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return new PolicyDesk(
                new PolicyBook(ledger),
                new ExemptionBook(ledger),
                (stored, policy) -> supposed(tokens, stored, policy),
                () -> advisories.current().isPresent(),
                () -> "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\"}");
    }

    private static Supposed supposed(Tokens tokens, Stored stored, Policy policy) {
        boolean bad = stored.parcel().name().contains("bad");
        String output = "{\"match\":" + bad + "}";
        Judgement judgement =
                bad
                        ? new Judgement.Matched(List.of("it is bad"), output)
                        : new Judgement.Passed(output);
        return new Supposed(
                new Asked(
                        tokens.journal.id(),
                        policy,
                        judgement,
                        bad ? policy.actions() : List.of(),
                        tokens.now.get(),
                        Duration.ZERO),
                "{\"v0\":{}}");
    }
}
