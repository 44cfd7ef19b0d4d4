package dev.gatehouse.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyRule;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What every metadata store keeps of policies. */
public abstract class PolicyRecordsContract {
    /** A new store. */
    protected abstract MetadataStore create() throws IOException;

    /** The same store as if the process had ended, where it outlives one. */
    protected abstract MetadataStore again(MetadataStore store) throws IOException;

    private static List<String> ids(List<StoredDecision> decisions) {
        return decisions.stream().map(StoredDecision::id).toList();
    }

    private static void log(MetadataStore store, String id, String input) throws IOException {
        store.commit(
                new Change.PutDecision(PolicyRecords.decision(id, input)),
                new Change.PutDecisionInput(input, "{\"of\":\"" + input + "\"}"));
    }

    @Test
    void policiesWithEveryKindOfRuleAndActionComeBackAsTheyWere() throws IOException {
        MetadataStore store = create();
        List<Policy> policies = new ArrayList<>();
        for (PolicyRule rule : PolicyRecords.rules()) {
            policies.add(PolicyRecords.policy("0" + policies.size(), rule));
        }

        for (Policy policy : policies) {
            store.commit(new Change.PutPolicy(policy));
        }

        assertThat(again(store).policies().policies())
                .containsExactlyInAnyOrderElementsOf(policies);
    }

    @Test
    void aPolicyIsReplacedAndDropped() throws IOException {
        MetadataStore store = create();
        Policy changed = PolicyRecords.policy("01", PolicyRecords.rules().getFirst());
        store.commit(
                new Change.PutPolicy(PolicyRecords.policy("01")),
                new Change.PutPolicy(PolicyRecords.policy("02")),
                new Change.PutPolicy(changed));
        assertThat(store.policies().policies())
                .containsExactlyInAnyOrder(changed, PolicyRecords.policy("02"));

        store.commit(new Change.DropPolicy("01"));

        assertThat(store.policies().policies()).containsExactly(PolicyRecords.policy("02"));
    }

    @Test
    void exemptionsAreKeptUntilTheyAreDropped() throws IOException {
        MetadataStore store = create();
        store.commit(
                new Change.PutExemption(PolicyRecords.exemption("01")),
                new Change.PutExemption(PolicyRecords.exemption("02")));

        MetadataStore later = again(store);
        later.commit(new Change.DropExemption("01"));

        assertThat(later.policies().exemptions()).containsExactly(PolicyRecords.exemption("02"));
        assertThat(later.policies().policies()).isEmpty();
    }

    @Test
    void theDecisionLogIsReadInPagesInBothDirections() throws IOException {
        MetadataStore store = create();
        for (String id : List.of("03", "01", "02", "04")) {
            log(store, id, id);
        }
        PolicyView view = store.policies();

        assertThat(ids(view.decisions(Optional.empty(), true, 3)))
                .containsExactly("04", "03", "02");
        assertThat(ids(view.decisions(Optional.of("02"), true, 3))).containsExactly("01");
        assertThat(ids(view.decisions(Optional.empty(), false, 2))).containsExactly("01", "02");
        assertThat(ids(view.decisions(Optional.of("02"), false, 9))).containsExactly("03", "04");
        assertThat(ids(view.decisions(Optional.of("021"), false, 9))).containsExactly("03", "04");
    }

    @Test
    void anEntryAndWhatItsPolicyWasShownOutliveTheProcess() throws IOException {
        MetadataStore store = create();
        log(store, "02", "01");

        PolicyView later = again(store).policies();

        assertThat(later.decision("02")).contains(PolicyRecords.decision("02", "01"));
        assertThat(later.input("01")).contains("{\"of\":\"01\"}");
        assertThat(later.decision("01")).isEmpty();
        assertThat(later.input("02")).isEmpty();
    }

    @Test
    void trimmingDropsEntriesBeforeAnIdAndInputsThatNoOtherEntryNeeds() throws IOException {
        MetadataStore store = create();
        log(store, "01", "01");
        log(store, "02", "02");
        log(store, "03", "02");
        log(store, "04", "04");

        store.commit(new Change.TrimDecisions("03"));

        PolicyView view = store.policies();
        assertThat(ids(view.decisions(Optional.empty(), false, 9))).containsExactly("03", "04");
        assertThat(view.input("01")).isEmpty();
        assertThat(view.input("02")).isPresent();
        assertThat(view.input("04")).isPresent();
    }

    @Test
    void whatWasTrimmedInPartGoesWithItsLastEntry() throws IOException {
        MetadataStore store = create();
        log(store, "01", "01");
        log(store, "02", "01");
        store.commit(new Change.TrimDecisions("02"));
        assertThat(store.policies().input("01")).isPresent();

        store.commit(new Change.TrimDecisions("05"));

        assertThat(store.policies().decisions(Optional.empty(), false, 9)).isEmpty();
        assertThat(store.policies().input("01")).isEmpty();
    }

    @Test
    void trimmingReachesWhatWasWrittenInTheSameCommit() throws IOException {
        MetadataStore store = create();

        store.commit(
                new Change.PutDecision(PolicyRecords.decision("01", "01")),
                new Change.PutDecisionInput("01", "{}"),
                new Change.TrimDecisions("02"),
                new Change.PutDecision(PolicyRecords.decision("02", "02")),
                new Change.PutDecisionInput("02", "{}"));

        assertThat(ids(store.policies().decisions(Optional.empty(), true, 9)))
                .containsExactly("02");
        assertThat(store.policies().input("01")).isEmpty();
        assertThat(store.policies().input("02")).isPresent();
    }

    @Test
    void forWhatAllWasJudgedIsKeptApartFromThePolicies() throws IOException {
        MetadataStore store = create();
        assertThat(store.policies().judgedFor()).isEmpty();

        store.commit(new Change.PutJudgedFor("one"), new Change.PutJudgedFor("two"));

        MetadataStore later = again(store);
        assertThat(later.policies().judgedFor()).contains("two");
        assertThat(later.policies().policies()).isEmpty();
    }
}
