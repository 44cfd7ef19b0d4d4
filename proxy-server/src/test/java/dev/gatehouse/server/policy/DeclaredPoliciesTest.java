package dev.gatehouse.server.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.PackageState;
import dev.gatehouse.core.policy.OnError;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyAction;
import dev.gatehouse.core.policy.PolicyRule;
import dev.gatehouse.core.proxy.Journal;
import dev.gatehouse.core.store.MemoryMetadataStore;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Policies that files declare. */
class DeclaredPoliciesTest {
    private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");

    @TempDir private Path directory = Path.of("");
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
        restart(Optional.empty());
    }

    private void restart(Optional<Path> declared) throws Exception {
        ledger = ledger();
        ledger.take(ledger.read(declared), "gatehouse");
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
    void filesDeclareThePoliciesInTheStoresPlaceAndCannotBeChanged() throws Exception {
        book.create(draft("managed"), "alice");
        Path file = directory.resolve("a.yaml");
        Files.writeString(file, "{name: declared, rule: {type: require-signed}}");

        restart(Optional.of(directory));

        Policy declared = ledger.current().policies().getFirst();
        assertThat(ledger.current().policies())
                .extracting(Policy::name)
                .containsExactly("declared");
        assertThat(declared.id()).hasSize(26).matches("[0-9A-HJKMNP-TV-Z]{26}");
        assertThat(book.file(declared.id())).contains(file);
        assertThat(book.create(draft("x"), "alice"))
                .isEqualTo(new PolicyChange.DeclaredIn(directory));
        assertThat(book.edit(declared.id(), d -> at(d, 3), "alice"))
                .isEqualTo(new PolicyChange.DeclaredIn(file));
        assertThat(book.delete(declared.id(), "alice"))
                .isEqualTo(new PolicyChange.DeclaredIn(file));

        restart(Optional.empty());
        assertThat(ledger.current().policies()).extracting(Policy::name).containsExactly("managed");
    }

    @Test
    void declaredPoliciesKeepTheirIdsAndGenerationOverRestarts() throws Exception {
        Files.writeString(
                directory.resolve("a.yaml"),
                """
                name: signed
                rule: {type: require-signed}
                actions: [{action_type: SetPackageState, package_state: HIDDEN}]
                """);
        restart(Optional.of(directory));
        var before = ledger.current();

        restart(Optional.of(directory));

        assertThat(ledger.current()).isEqualTo(before);
    }

    @Test
    void aWrongFileChangesNothingAndARightOneIsTold() throws Exception {
        Path file = directory.resolve("a.rego");
        Files.writeString(file, "package cloudsmith\nmatch := true\n");
        restart(Optional.of(directory));
        Files.writeString(file, "package cloudsmith\n\nbroken\n");

        PolicyLedger.Reading wrong = ledger.read(Optional.of(directory));
        assertThat(wrong.problems())
                .singleElement()
                .hasToString(file + ":3:1: error: rego: rego_parse_error: it is broken");
        assertThat(told).hasValue(0);

        Files.writeString(file, "package cloudsmith\nmatch := false\n");
        PolicyLedger.Reading right = ledger.read(Optional.of(directory));
        assertThat(ledger.differences(right)).containsExactly("policy a: changed");
        ledger.take(right, "SIGHUP");
        assertThat(told).hasValue(1);
        assertThat(store.audit().list(Optional.empty(), 1).getFirst().actor()).isEqualTo("SIGHUP");
    }

    @Test
    void aModuleInsideYamlIsToldByTheLineOfItsFile() throws Exception {
        Path file = directory.resolve("a.yaml");
        Files.writeString(file, "name: a\nrego: |\n  package cloudsmith\n  broken\n");

        PolicyLedger.Reading wrong = ledger.read(Optional.of(directory));

        assertThat(wrong.problems()).singleElement().asString().startsWith(file + ":4:");
    }
}
