package dev.gatehouse.core.proxy;

import static dev.gatehouse.core.policy.Sample.policy;
import static dev.gatehouse.core.store.Records.NOON;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.advisory.Advisory;
import dev.gatehouse.core.advisory.AdvisorySet;
import dev.gatehouse.core.advisory.Numbers;
import dev.gatehouse.core.advisory.Scan;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyRule;
import dev.gatehouse.core.policy.Sample;
import dev.gatehouse.core.store.Change;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Versions that advisories are about are not served, and are again when they are not any more. */
class AdvisoriesAtTheGateTest extends RuledX {
    private int sets;

    private static Policy vulnerable() {
        return policy(
                "safe",
                1,
                new PolicyRule.Vulnerability(Optional.empty(), Set.of(), false, false),
                QUARANTINE);
    }

    private void imported(Advisory... advisories) throws Exception {
        sets++;
        List<Change> changes = new ArrayList<>();
        for (Advisory advisory : advisories) {
            changes.add(new Change.PutAdvisory("s" + sets, LineFormat.named("x"), advisory));
        }
        changes.add(
                new Change.PutAdvisorySet(
                        new AdvisorySet(
                                "s" + sets,
                                "test",
                                "",
                                NOON,
                                new AdvisorySet.Counts(advisories.length, 0, 0, 0, 0))));
        gate.metadata.commit(changes.toArray(Change[]::new));
    }

    private void pass() throws Exception {
        while (gate.services.policies().pass().runIfDue()) {}
    }

    @Test
    void aVulnerableVersionIsHiddenBeforeAnythingOfItCame() throws Exception {
        imported(Numbers.advisory("GHSA-a", "introduced 0, fixed 2"));
        upstream.index("x", Gate.line("1", "f", BYTES), Gate.line("2", "g", BYTES))
                .file("x", "g", BYTES);
        gate.policies.set(vulnerable());

        assertThat(gate.versions("x")).containsExactly("2 P");
        assertThat(Gate.text(file()))
                .isEqualTo("Blocked by policy safe: is vulnerable: GHSA-a (fixed in 2)");
        assertThat(upstream.asked("files/x/f")).isZero();
        assertThat(gate.file("x", "2", "g").status()).isEqualTo(200);
    }

    @Test
    void soIsMalwareAndOtherVersionsAreNot() throws Exception {
        imported(
                Numbers.advisory(
                        "MAL-1", Optional.empty(), Optional.empty(), true, "introduced 2"));
        upstream.index("x", Gate.line("1", "f", BYTES), Gate.line("2", "g", BYTES));
        gate.policies.set(policy("clean", 1, new PolicyRule.Malware(Set.of()), QUARANTINE));

        assertThat(gate.versions("x")).containsExactly("1 P");
    }

    @Test
    void aNewSetHoldsWhatIsStoredAndAnotherSetsItFree() throws Exception {
        imported();
        gate.policies.set(vulnerable());
        assertThat(file().status()).isEqualTo(200);

        imported(Numbers.advisory("GHSA-a", "introduced 0"));
        gate.policies.set(vulnerable());
        pass();
        assertThat(file().status()).isEqualTo(403);
        assertThat(gate.versions("x")).containsExactly("403");

        imported();
        gate.policies.set(vulnerable());
        pass();
        assertThat(file().status()).isEqualTo(200);
    }

    @Test
    void withoutAnySetNothingLeavesAndTheReasonIsTold() throws Exception {
        gate.policies.set(vulnerable());

        assertThat(Gate.text(file()))
                .isEqualTo(
                        "Blocked by policy safe: it could not be evaluated:"
                                + " no advisories are there; run `gatehouse osv import`");
    }

    @Test
    void anOpenPolicyLetsThroughWhatItCannotBeAskedAbout() throws Exception {
        gate.policies.set(Sample.open(vulnerable()));

        assertThat(file().status()).isEqualTo(200);
        assertThat(gate.metadata.policies().decisions(Optional.empty(), false, 9))
                .singleElement()
                .satisfies(d -> assertThat(d.error()).isPresent());
    }

    @Test
    void operatorsAreToldWhatIsKnownOfAStoredPackage() throws Exception {
        gate.policies.set(policy("ok", 1, REGO, QUARANTINE));
        assertThat(file().status()).isEqualTo(200);
        assertThat(gate.services.policies().scan(packed.stored("1"))).isEqualTo(new Scan.Skipped());

        imported(Numbers.advisory("GHSA-a", "introduced 0"));

        assertThat(gate.services.policies().scan(packed.stored("1")))
                .isInstanceOfSatisfying(
                        Scan.Done.class, done -> assertThat(done.findings()).hasSize(1));
    }

    @Test
    void advisoriesThatCannotBeReadAreNotTakenForNone() throws Exception {
        gate.policies.set(policy("ok", 1, REGO, QUARANTINE));
        assertThat(file().status()).isEqualTo(200);
        var stored = packed.stored("1");

        gate.metadata.breakWith("the disk is gone");

        assertThat(gate.services.policies().scan(stored))
                .isEqualTo(new Scan.Failed("the disk is gone"));
        assertThat(new Scans(gate.metadata.advisories()).about(LineFormat.named("x"))).isEmpty();
    }

    @Test
    void aFormatWithoutAdvisoriesIsNotScanned() throws Exception {
        imported(Numbers.advisory("GHSA-a", "introduced 0"));

        try (Gate plain = new Gate()) {
            plain.untrusted("P").index("x", Gate.line("1", "f", BYTES)).file("x", "f", BYTES);
            plain.policies.set(vulnerable());

            assertThat(plain.versions("x")).containsExactly("1 P");
            assertThat(
                            new Scans(gate.metadata.advisories())
                                    .of(plain.mount(), LineFormat.named("x"), Numbers.version("1")))
                    .isEqualTo(new Scan.Skipped());
        }
    }
}
