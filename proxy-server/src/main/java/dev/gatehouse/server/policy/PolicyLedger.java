package dev.gatehouse.server.policy;

import dev.gatehouse.config.report.Problem;
import dev.gatehouse.config.report.Problems;
import dev.gatehouse.core.policy.Policies;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyRule;
import dev.gatehouse.core.policy.PolicySet;
import dev.gatehouse.core.proxy.Journal;
import dev.gatehouse.core.store.AuditEvent.Kind;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.MetadataStore.Durability;
import dev.gatehouse.server.policy.ModuleCheck.Finding;
import dev.gatehouse.server.policy.PolicyFiles.Written;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The policies in force: those that files declare, or else those that are managed at run time, and
 * the exemptions from both. A change is stored first, then in force. Thread-safe.
 */
public final class PolicyLedger implements Policies {
    private final Around around;
    private final PolicyFiles files;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock changing = new ReentrantLock();
    private volatile PolicyState state;

    /**
     * What it works with.
     *
     * @param names how packages are called
     */
    public record Around(
            MetadataStore metadata,
            Journal journal,
            ModuleCheck modules,
            PackageNames names,
            InstantSource clock) {}

    /** Until the first {@link #take} nothing may be decided. */
    public PolicyLedger(Around around) {
        this.around = around;
        this.files = new PolicyFiles(around.names());
        this.state = new PolicyState.Unreadable(Optional.empty(), "they are not read yet");
    }

    /** Policies of files that were read, and are not in force yet. */
    public static final class Reading {
        private final Optional<Declared> declared;
        private final List<Problem> problems;

        private Reading(Optional<Declared> declared, List<Problem> problems) {
            this.declared = declared;
            this.problems = problems;
        }

        /** Why they cannot be taken; empty: they can. */
        public List<Problem> problems() {
            return problems;
        }
    }

    @Override
    public PolicySet current() {
        return switch (state) {
            case PolicyState.Known known -> known.set();
            case PolicyState.Unreadable(var _, String why) ->
                    throw new IllegalStateException("the policies cannot be read: " + why);
        };
    }

    @Override
    public void whenChanged(Runnable then) {
        listeners.add(then);
    }

    /**
     * Reads what files declare; nothing is changed.
     *
     * @param directory empty: nothing is declared, and policies are managed at run time
     */
    public Reading read(Optional<Path> directory) throws InterruptedException {
        if (directory.isEmpty()) {
            return new Reading(Optional.empty(), List.of());
        }
        Problems problems = new Problems();
        List<Written> written = files.read(directory.get(), problems);
        for (Written one : written) {
            for (Finding error : errors(one.draft().rule())) {
                problems.error("rego", one.at(error.line()), error.code() + ": " + error.message());
            }
        }
        Declared declared = Declared.of(directory.get(), written);
        return new Reading(Optional.of(declared), problems.errors());
    }

    /**
     * Puts in force what was read, with what is stored.
     *
     * @throws IllegalArgumentException when it has problems; then nothing is changed
     */
    public void take(Reading reading, String by) throws IOException {
        if (!reading.problems.isEmpty()) {
            throw new IllegalArgumentException("policies with problems: " + reading.problems);
        }
        changing(
                () -> {
                    PolicyState before = state;
                    PolicyState after = PolicyState.stored(around.metadata(), reading.declared);
                    if (before instanceof PolicyState.Known old
                            && after instanceof PolicyState.Known now
                            && !old.set().generation().equals(now.set().generation())) {
                        String from =
                                reading.declared.map(d -> d.directory().toString()).orElse("store");
                        around.metadata()
                                .commit(entry("policies", by, Map.of("change", "from " + from)));
                    }
                    state = after;
                    return true;
                });
    }

    /** What would be another when that is taken, a line for each policy. */
    public List<String> differences(Reading reading) {
        PolicyState after = PolicyState.stored(around.metadata(), reading.declared);
        if (!(state instanceof PolicyState.Known old)
                || !(after instanceof PolicyState.Known now)) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        for (Policy policy : now.set().policies()) {
            Optional<Policy> before = old.find(policy.id());
            if (before.isEmpty()) {
                lines.add("policy " + policy.name() + ": added");
            } else if (!before.get().equals(policy)) {
                lines.add("policy " + policy.name() + ": changed");
            }
        }
        for (Policy policy : old.set().policies()) {
            if (now.find(policy.id()).isEmpty()) {
                lines.add("policy " + policy.name() + ": removed");
            }
        }
        return lines;
    }

    /** Why a rule cannot be asked. */
    List<Finding> errors(PolicyRule rule) throws InterruptedException {
        return switch (rule) {
            case PolicyRule.Rego(String module) -> around.modules().ready(module).errors();
            case PolicyRule.BuiltIn _ -> List.of();
        };
    }

    /** What is known now. */
    PolicyState.Known known() throws IOException {
        return state.known();
    }

    /** Where files declare the policies, if they do. */
    Optional<Declared> declared() {
        return state.declared();
    }

    Around around() {
        return around;
    }

    Instant now() {
        return around.clock().instant();
    }

    /** A line of the audit log, to be stored with what it tells of. */
    Change entry(String subject, String by, Map<String, String> details) {
        return around.journal().entry(Kind.POLICY, "", subject, Optional.empty(), by, details);
    }

    /** Stores changes, and puts in force what they come to; only while {@link #changing}. */
    void store(PolicyState.Known next, Change... changes) throws IOException {
        try {
            around.metadata().commit(List.of(changes), Durability.SYNCED);
        } catch (IOException e) {
            // The outcome may be unknown: what is in force is what the store says.
            state = PolicyState.stored(around.metadata(), state.declared());
            throw e;
        }
        state = next;
    }

    /** Something that changes policies. */
    interface Work<T> {
        T run() throws IOException;
    }

    /** Does it while nobody else changes anything, and tells those who wait for changes. */
    <T> T changing(Work<T> work) throws IOException {
        PolicyState before = state;
        changing.lock();
        try {
            return work.run();
        } finally {
            changing.unlock();
            if (!state.equals(before)) {
                listeners.forEach(Runnable::run);
            }
        }
    }
}
