package dev.gatehouse.server.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.gatehouse.core.model.PackageState;
import dev.gatehouse.core.policy.OnError;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyAction;
import dev.gatehouse.core.policy.PolicyRule;
import dev.gatehouse.core.proxy.Journal;
import dev.gatehouse.core.store.AuditEvent;
import dev.gatehouse.core.store.MemoryMetadataStore;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

class PolicyLedgerTest {
    private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");

    private final MemoryMetadataStore store = new MemoryMetadataStore();
    private final AtomicInteger ids = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();
    private PolicyLedger ledger = ledger();
    private PolicyBook book = new PolicyBook(ledger);

    private PolicyLedger ledger() {
        Journal journal =
                new Journal(store, () -> "ID%03d".formatted(ids.incrementAndGet()), () -> NOON);
        return new PolicyLedger(
                new PolicyLedger.Around(
                        store, journal, new ScriptedModules(), TestNames.all(), () -> NOON));
    }

    @BeforeEach
    void start() throws Exception {
        restart();
    }

    private void restart() throws Exception {
        ledger = ledger();
        ledger.take(ledger.read(Optional.empty()), "gatehouse");
        ledger.whenChanged(told::incrementAndGet);
        book = new PolicyBook(ledger);
    }

    private static PolicyDraft draft(String name) {
        return new PolicyDraft(
                name,
                "",
                new PolicyRule.RequireSigned(),
                true,
                false,
                0,
                List.of(new PolicyAction.SetState("", 1, PackageState.QUARANTINED)),
                Set.of(),
                OnError.CLOSED);
    }

    private static PolicyDraft rego(String name, String module) {
        return new PolicyDraft(
                name,
                "",
                new PolicyRule.Rego(module),
                true,
                false,
                0,
                List.of(),
                Set.of(),
                OnError.CLOSED);
    }

    private Policy created(PolicyDraft draft) throws Exception {
        return ((PolicyChange.Done) book.create(draft, "alice")).policy();
    }

    private static PolicyDraft at(PolicyDraft before, int precedence) {
        return new PolicyDraft(
                before.name(),
                before.description(),
                before.rule(),
                before.enabled(),
                before.terminal(),
                precedence,
                before.actions(),
                before.repositories(),
                before.onError());
    }

    @Test
    void nothingIsDecidedBeforeThePoliciesAreRead() {
        PolicyLedger unread = ledger();

        assertThatIllegalStateException().isThrownBy(unread::current);
    }

    @Test
    void aNewPolicyIsInForceStoredAuditedAndTold() throws Exception {
        Policy made = created(draft("signed"));

        assertThat(ledger.current().policies()).containsExactly(made);
        assertThat(made.version()).isOne();
        assertThat(made.createdAt()).isEqualTo(NOON);
        assertThat(made.actions()).allSatisfy(a -> assertThat(a.id()).startsWith("ID"));
        assertThat(store.policies().policies()).containsExactly(made);
        assertThat(told).hasValue(1);
        AuditEvent event = store.audit().list(Optional.empty(), 9).getFirst();
        assertThat(event.kind()).isEqualTo(AuditEvent.Kind.POLICY);
        assertThat(event.subject()).isEqualTo("policy signed");
        assertThat(event.actor()).isEqualTo("alice");
        assertThat(event.details()).containsEntry("change", "created");
    }

    @Test
    void theGenerationIsMadeOfTheContentsAndTheSameAfterARestart() throws Exception {
        String none = ledger.current().generation();
        Policy made = created(draft("signed"));
        String one = ledger.current().generation();

        restart();
        assertThat(ledger.current().generation()).isEqualTo(one).isNotEqualTo(none);

        book.edit(made.id(), before -> at(before, 7), "alice");
        assertThat(ledger.current().generation()).isNotEqualTo(one);
        book.delete(made.id(), "alice");
        assertThat(ledger.current().generation()).isEqualTo(none);
    }

    @Test
    void aChangeIsTheNextVersionAndKeepsTheIdsOfActionsThatStay() throws Exception {
        Policy made = created(draft("signed"));

        book.edit(
                made.id(),
                before ->
                        before.plain()
                                .with(
                                        List.of(
                                                new PolicyAction.AddTags("", 0, List.of("x")),
                                                before.plain().actions().getFirst())),
                "bob");

        Policy after = ledger.current().policies().getFirst();
        assertThat(after.version()).isEqualTo(2);
        assertThat(after.actions().get(1)).isEqualTo(made.actions().getFirst());
        assertThat(after.actions().getFirst().id()).isNotEmpty().isNotEqualTo(made.id());
    }

    @Test
    void whatStaysAsItIsGetsNoNewVersionAndIsNotTold() throws Exception {
        Policy made = created(draft("signed"));
        told.set(0);

        PolicyChange change = book.edit(made.id(), PolicyDraft::plain, "alice");

        assertThat(change).isEqualTo(new PolicyChange.Done(made));
        assertThat(told).hasValue(0);
    }

    @Test
    void aNameIsOnePolicysOnly() throws Exception {
        created(draft("signed"));
        Policy other = created(draft("other"));

        assertThat(book.create(draft("signed"), "alice")).isInstanceOf(PolicyChange.Wrong.class);
        assertThat(book.edit(other.id(), _ -> draft("signed"), "alice"))
                .isInstanceOf(PolicyChange.Wrong.class);
    }

    @Test
    void aModuleWithAnErrorIsRefusedAndOneWithAWarningIsTaken() throws Exception {
        PolicyChange refused = book.create(rego("a", "package cloudsmith\nbroken"), "alice");

        assertThat(refused)
                .isEqualTo(new PolicyChange.Wrong("rego", List.of("line 2: it is broken")));
        assertThat(created(rego("b", "odd")).name()).isEqualTo("b");
    }

    @Test
    void whatIsNotThereCannotBeChanged() throws Exception {
        assertThat(book.edit("nothing", d -> d, "alice")).isEqualTo(new PolicyChange.Missing());
        assertThat(book.delete("nothing", "alice")).isEqualTo(new PolicyChange.Missing());
    }

    @Test
    void aStoreThatFailsChangesNothingAndIsNoReasonToForgetPolicies() throws Exception {
        created(draft("signed"));
        store.breakWith("the disk is gone");

        assertThatIOException().isThrownBy(() -> book.create(draft("other"), "alice"));
        assertThatIllegalStateException()
                .isThrownBy(() -> ledger.current())
                .withMessageContaining("the disk is gone");

        store.repair();
        ledger.take(ledger.read(Optional.empty()), "alice");
        assertThat(ledger.current().policies()).hasSize(1);
    }

    @Test
    void aStoreThatCannotBeReadAtTheStartDecidesNothing() throws Exception {
        store.breakWith("damaged");

        restart();

        assertThatIllegalStateException().isThrownBy(() -> ledger.current());
        assertThatIOException().isThrownBy(() -> book.list());
    }

    @Test
    void anExemptionLetsOneVersionThroughUntilItEnds() throws Exception {
        ExemptionBook exemptions = new ExemptionBook(ledger);
        var key = exemptions.key("npm:left-pad:1.3.0");

        var made = exemptions.grant(key, "needed", NOON.plus(Duration.ofDays(1)), "alice");

        assertThat(ledger.current().exemptions()).containsExactly(made);
        assertThat(made.key()).isEqualTo("npm:left-pad:1.3.0");
        assertThat(told).hasValue(1);
        restart();
        exemptions = new ExemptionBook(ledger);
        assertThat(exemptions.list()).containsExactly(made);
        assertThat(exemptions.end(made.id(), "bob")).isTrue();
        assertThat(exemptions.end(made.id(), "bob")).isFalse();
        assertThat(ledger.current().exemptions()).isEmpty();
        assertThat(store.audit().list(Optional.empty(), 9))
                .extracting(AuditEvent::subject)
                .containsExactly("npm:left-pad", "npm:left-pad");
    }
}
