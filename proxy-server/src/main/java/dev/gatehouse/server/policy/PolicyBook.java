package dev.gatehouse.server.policy;

import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.server.policy.ModuleCheck.Finding;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Shows the policies in force, and is the one way to change managed ones. Thread-safe. */
public final class PolicyBook {
    private final PolicyLedger ledger;

    public PolicyBook(PolicyLedger ledger) {
        this.ledger = ledger;
    }

    /** Reads policies as people write them. */
    public PolicyReader reader() {
        return new PolicyReader(ledger.around().names());
    }

    /** Those in force, in the order in which they are asked. */
    public List<Policy> list() throws IOException {
        return ledger.known().set().policies();
    }

    /** One of those in force. */
    public Optional<Policy> find(String id) throws IOException {
        return ledger.known().find(id);
    }

    /** The file that declares that policy. */
    public Optional<Path> file(String id) {
        return ledger.declared().flatMap(d -> Optional.ofNullable(d.files().get(id)));
    }

    /** Looks at a module; nothing is changed. */
    public ModuleCheck.Checked check(String module) throws InterruptedException {
        return ledger.around().modules().check(module);
    }

    /** Adds a policy. */
    public PolicyChange create(PolicyDraft draft, String by)
            throws IOException, InterruptedException {
        List<Finding> errors = ledger.errors(draft.rule());
        return ledger.changing(
                () -> {
                    PolicyState.Known known = ledger.known();
                    Optional<PolicyChange> refused = refusal(known, draft, "", errors);
                    return refused.isPresent() ? refused.get() : add(known, draft, by);
                });
    }

    private PolicyChange add(PolicyState.Known known, PolicyDraft draft, String by)
            throws IOException {
        Policy made = draft.created(newId(), this::newId, ledger.now());
        List<Policy> all = new ArrayList<>(known.managed());
        all.add(made);
        return put(known.withPolicies(all), made, by, "created");
    }

    private String newId() {
        return ledger.around().journal().id();
    }

    /**
     * Changes a policy; one that stays as it is gets no new version.
     *
     * @param edit may throw to change nothing
     */
    public PolicyChange edit(String id, UnaryOperator<PolicyDraft> edit, String by)
            throws IOException, InterruptedException {
        Optional<Policy> seen = find(id);
        if (seen.isEmpty()) {
            return new PolicyChange.Missing();
        }
        PolicyDraft wanted = edit.apply(PolicyDraft.of(seen.get()));
        List<Finding> errors =
                wanted.rule().equals(seen.get().rule()) ? List.of() : ledger.errors(wanted.rule());
        return ledger.changing(
                () -> {
                    PolicyState.Known known = ledger.known();
                    if (!known.find(id).equals(seen)) {
                        return new PolicyChange.Overtaken();
                    }
                    Optional<PolicyChange> refused = refusal(known, wanted, id, errors);
                    return refused.isPresent()
                            ? refused.get()
                            : replace(known, seen.get(), wanted, by);
                });
    }

    private PolicyChange replace(
            PolicyState.Known known, Policy before, PolicyDraft wanted, String by)
            throws IOException {
        Policy after = wanted.after(before, this::newId, ledger.now());
        if (PolicyDraft.of(after).equals(PolicyDraft.of(before))) {
            return new PolicyChange.Done(before);
        }
        List<Policy> all = known.managed().stream().map(p -> p.equals(before) ? after : p).toList();
        return put(known.withPolicies(all), after, by, "changed");
    }

    private PolicyChange put(PolicyState.Known next, Policy policy, String by, String what)
            throws IOException {
        Map<String, String> details =
                Map.of(
                        "change", what,
                        "policy", policy.id(),
                        "revision", Long.toString(policy.version()),
                        "enabled", Boolean.toString(policy.enabled()));
        ledger.store(
                next,
                new Change.PutPolicy(policy),
                ledger.entry("policy " + policy.name(), by, details));
        return new PolicyChange.Done(policy);
    }

    /** Ends a policy. */
    public PolicyChange delete(String id, String by) throws IOException {
        return ledger.changing(
                () -> {
                    PolicyState.Known known = ledger.known();
                    Optional<Policy> policy = known.find(id);
                    if (policy.isEmpty()) {
                        return new PolicyChange.Missing();
                    }
                    if (known.declared().isPresent()) {
                        return declared(known.declared().get(), id);
                    }
                    List<Policy> left =
                            known.managed().stream().filter(p -> !p.id().equals(id)).toList();
                    Map<String, String> details = Map.of("change", "deleted", "policy", id);
                    ledger.store(
                            known.withPolicies(left),
                            new Change.DropPolicy(id),
                            ledger.entry("policy " + policy.get().name(), by, details));
                    return new PolicyChange.Done(policy.get());
                });
    }

    private static PolicyChange declared(Declared declared, String id) {
        return new PolicyChange.DeclaredIn(
                Objects.requireNonNullElse(declared.files().get(id), declared.directory()));
    }

    private static Optional<PolicyChange> refusal(
            PolicyState.Known known, PolicyDraft draft, String id, List<Finding> errors) {
        if (known.declared().isPresent()) {
            return Optional.of(declared(known.declared().get(), id));
        }
        if (!errors.isEmpty()) {
            List<String> lines = errors.stream().map(PolicyBook::text).toList();
            return Optional.of(new PolicyChange.Wrong("rego", lines));
        }
        boolean taken =
                known.managed().stream()
                        .anyMatch(p -> p.name().equals(draft.name()) && !p.id().equals(id));
        return taken
                ? Optional.of(
                        new PolicyChange.Wrong(
                                "name", List.of("'" + draft.name() + "' is another policy's name")))
                : Optional.empty();
    }

    /** What is about no line, such as a compiler that is missing, tells none. */
    private static String text(Finding error) {
        return error.line() > 0
                ? "line %d: %s".formatted(error.line(), error.message())
                : error.message();
    }
}
