package dev.gatehouse.server;

import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.report.Problem;
import dev.gatehouse.core.policy.Rules;
import dev.gatehouse.core.proxy.Journal;
import dev.gatehouse.core.proxy.PolicyService;
import dev.gatehouse.core.proxy.Services;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.server.advisory.AdvisedPolicies;
import dev.gatehouse.server.advisory.AdvisoryBook;
import dev.gatehouse.server.api.policies.PolicyDesk;
import dev.gatehouse.server.api.policies.Supposing;
import dev.gatehouse.server.policy.ExemptionBook;
import dev.gatehouse.server.policy.PackageNames;
import dev.gatehouse.server.policy.PolicyBook;
import dev.gatehouse.server.policy.PolicyLedger;

import java.io.IOException;
import java.time.InstantSource;
import java.util.stream.Collectors;

/** Puts together what is about policies. */
record PolicyWiring(PackageNames names, RegoWiring rego, InstantSource clock) {
    /**
     * The policies of the configuration, or of the store.
     *
     * @throws IllegalArgumentException when the file declares something that cannot be used
     */
    PolicyLedger ledger(GatehouseConfig config, MetadataStore metadata, Journal journal)
            throws IOException, InterruptedException {
        PolicyLedger ledger =
                new PolicyLedger(new PolicyLedger.Around(metadata, journal, rego, names, clock));
        PolicyLedger.Reading reading = ledger.read(config.policies());
        if (!reading.problems().isEmpty()) {
            throw new IllegalArgumentException(
                    reading.problems().stream()
                            .map(Problem::toString)
                            .collect(Collectors.joining("\n")));
        }
        ledger.take(reading, "gatehouse");
        rego.follow(ledger);
        return ledger;
    }

    /** By what decisions are made. */
    Rules rules(PolicyLedger ledger, AdvisoryBook advisories, String workspace) {
        return new Rules(new AdvisedPolicies(ledger, advisories), rego.judge(), () -> workspace);
    }

    /** What the management API works on. */
    PolicyDesk desk(PolicyLedger ledger, AdvisoryBook advisories, Services services) {
        PolicyService policies = services.policies();
        return new PolicyDesk(
                new PolicyBook(ledger),
                new ExemptionBook(ledger),
                (stored, policy) -> supposed(policies.suppose(stored, policy)),
                () -> advisories.current().isPresent(),
                rego::schema);
    }

    private static Supposing.Supposed supposed(PolicyService.Supposed supposed) {
        return new Supposing.Supposed(supposed.outcome().asked().getFirst(), supposed.input());
    }
}
