package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Signing;
import dev.gatehouse.core.model.ItemState;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageState;
import dev.gatehouse.core.model.PolicyEffect;
import dev.gatehouse.core.model.Provenance;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.policy.BuiltInRules;
import dev.gatehouse.core.policy.OnError;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyAction;
import dev.gatehouse.core.policy.PolicyRule;
import dev.gatehouse.core.policy.Subject;
import dev.gatehouse.core.signature.Fingerprint;
import dev.gatehouse.core.signature.PinState;
import dev.gatehouse.core.signature.PinnedSigner;
import dev.gatehouse.core.signature.Pinning;
import dev.gatehouse.core.signature.Pins;
import dev.gatehouse.core.store.AuditEvent;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.MetadataStore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Keeps account of who signs each package of a repository: learns signers from files that are
 * accepted, and lets policies know. What a repository wants done about a changed signer is a policy
 * of its own, asked last. Thread-safe.
 */
final class SignerPins {
    /** By which people know the policy that a repository has with {@code pinning}. */
    static final String POLICY = "pinning";

    /** What a package is shown with whose signer has changed. */
    static final String TAG = "signer-changed";

    private static final Logger LOG = LoggerFactory.getLogger(SignerPins.class);
    private static final PolicyAction TAGS =
            new PolicyAction.AddTags(POLICY + "-tag", 0, List.of(TAG));
    private static final PolicyAction HOLDS =
            new PolicyAction.SetState(POLICY + "-hold", 1, PackageState.QUARANTINED);

    private final MetadataStore metadata;
    private final Journal journal;
    private final Events events;

    SignerPins(Kernel kernel) {
        this.metadata = kernel.metadata();
        this.journal = kernel.journal();
        this.events = kernel.events();
    }

    /** Whether account is kept there: not where a registry signs whatever it holds. */
    static boolean isOn(Mount<?, ?> mount) {
        return mount.settings().pinning() != Pinning.OFF && isPossible(mount);
    }

    /** Whether files of that format have signers of their own. */
    static boolean isPossible(Mount<?, ?> mount) {
        return mount.format().signing().orElse(null) instanceof Signing.Detached<?>;
    }

    /** The known signers; empty where no account is kept. */
    Optional<Pins> of(Mount<?, ?> mount, PackageKey key) throws IOException {
        return isOn(mount) ? Optional.of(metadata.signatures().signers(key)) : Optional.empty();
    }

    /** What a repository asks about the signers of its packages. */
    static Optional<Policy> policy(Mount<?, ?> mount) {
        if (!isOn(mount)) {
            return Optional.empty();
        }
        return switch (mount.settings().pinning()) {
            case OFF -> Optional.empty();
            case WARN -> Optional.of(policy(TAGS));
            case HOLD -> Optional.of(policy(TAGS, HOLDS));
        };
    }

    private static Policy policy(PolicyAction... actions) {
        return new Policy(
                POLICY,
                POLICY,
                "The repository's pinning",
                new PolicyRule.SignerChanged(),
                true,
                false,
                Policy.MOST_PRECEDENCE,
                List.of(actions),
                Set.of(),
                OnError.CLOSED,
                1,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    /** Names what all repositories want, for those who have to ask again when that changes. */
    static String wanted(Collection<? extends Mount<?, ?>> mounts) {
        TreeMap<String, String> wanted = new TreeMap<>();
        for (Mount<?, ?> mount : mounts) {
            if (isOn(mount)) {
                wanted.put(
                        mount.repository() + "/" + mount.format().id(),
                        mount.settings().pinning().word());
            }
        }
        return wanted.isEmpty() ? "" : " " + wanted;
    }

    /**
     * What accepted files teach: the signers of packages of which none was known.
     *
     * @param accepted what policies say of those that are served
     */
    static List<Change> learned(PackageKey key, Collection<PolicyVerdict> accepted) {
        Map<Fingerprint, PinnedSigner> learned = new TreeMap<>();
        for (PolicyVerdict verdict : accepted) {
            Subject subject = verdict.subject();
            if (subject.pins().filter(pins -> pins.signers().isEmpty()).isPresent()) {
                subject.files().stream()
                        .filter(Subject.File::counts)
                        .forEach(file -> learn(subject, file, learned));
            }
        }
        return learned.values().stream()
                .<Change>map(signer -> new Change.PutSigner(key, signer))
                .toList();
    }

    private static void learn(
            Subject subject, Subject.File file, Map<Fingerprint, PinnedSigner> learned) {
        String name = subject.shownVersion() + "/" + file.name();
        for (Fingerprint by : Pins.provenBy(file.signatures())) {
            learned.merge(
                    by,
                    PinnedSigner.learned(by, file.storedAt(), name),
                    (one, other) -> other.firstSeen().isBefore(one.firstSeen()) ? other : one);
        }
    }

    /**
     * Whether a stored package may teach: it is served, and is ours or of a source that has
     * supplied the name and is trusted, or had a right to.
     */
    boolean teaches(Mount<?, ?> mount, SourceId owner, PackageKey key) throws IOException {
        if (owner.isLocal()) {
            return true;
        }
        boolean trusted =
                mount.settings().upstream(owner).filter(u -> u.source().isTrusted()).isPresent();
        return trusted
                || metadata.provenance().of(key).stream()
                        .map(Provenance::source)
                        .anyMatch(owner::equals);
    }

    /** Raises an alarm where that is news. */
    List<Change> alarm(
            Mount<?, ?> mount, PolicyVerdict verdict, ItemState before, ItemState after) {
        Subject subject = verdict.subject();
        Optional<PinState> state = subject.pin().filter(PinState::isAlarming);
        boolean news =
                !before.policy()
                        .flatMap(b -> after.policy().map(b::equalsInEffect))
                        .orElse(before.policy().equals(after.policy()));
        // of a publication the signature may be the file that comes next
        boolean comes = subject.isLocal() && state.filter(s -> s == PinState.LOST).isPresent();
        return state.isEmpty() || !verdict.isFinal() || !news || comes
                ? List.of()
                : List.of(alarm(mount, subject, state.get(), after));
    }

    private Change alarm(Mount<?, ?> mount, Subject subject, PinState state, ItemState after) {
        String why =
                BuiltInRules.objection(new PolicyRule.SignerChanged(), subject, Instant.EPOCH)
                        .orElse("");
        String name = Journal.subject(subject.item().key().name());
        LOG.warn("signer {}: {} {}: {}", state.word(), name, subject.shownVersion(), why);
        events.signerAlarm(mount.format().id(), state);
        Map<String, String> details = new HashMap<>();
        details.put("action", state.word());
        details.put("version", subject.item().version().value());
        details.put("reason", why);
        details.put("pinning", mount.settings().pinning().word());
        details.put("state", after.policy().map(PolicyEffect::state).orElseThrow().name());
        subject.item().file().ifPresent(file -> details.put("file", file.value()));
        return journal.entry(
                AuditEvent.Kind.SIGNER,
                mount.repositoryName(),
                name,
                subject.upstream().map(Subject.From::name),
                details);
    }
}
