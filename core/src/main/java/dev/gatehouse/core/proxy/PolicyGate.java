package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Parcel;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.Hold;
import dev.gatehouse.core.model.ItemKey;
import dev.gatehouse.core.model.ItemState;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyOutcome;
import dev.gatehouse.core.policy.PolicyRun;
import dev.gatehouse.core.policy.PolicySet;
import dev.gatehouse.core.policy.Rules;
import dev.gatehouse.core.policy.Subject;
import dev.gatehouse.core.proxy.SourceFacts.Described;
import dev.gatehouse.core.proxy.StoredPackages.Contents;
import dev.gatehouse.core.proxy.StoredPackages.Stored;
import dev.gatehouse.core.signature.Signature;
import dev.gatehouse.core.store.AuditEvent;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.OwnSignature;
import dev.gatehouse.core.store.StoredFile;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks policies about packages: before a fetched one is committed, before one is published, and
 * about those that are stored. It changes nothing. No lock is held while a policy is asked, so who
 * commits a verdict looks under the lock whether it still stands. Thread-safe.
 */
final class PolicyGate {
    private static final Duration SOON = Duration.ofMinutes(1);

    private final MetadataStore metadata;
    private final StoredPackages stored;
    private final SignatureChecks signatures;
    private final SignerPins pins;
    private final OwnSignatures own;
    private final Rules rules;
    private final Subjects subjects;
    private final Journal journal;
    private final InstantSource clock;

    PolicyGate(
            Kernel kernel,
            StoredPackages stored,
            SignatureChecks signatures,
            SignerPins pins,
            OwnSignatures own) {
        this.own = own;
        this.metadata = kernel.metadata();
        this.stored = stored;
        this.signatures = signatures;
        this.pins = pins;
        this.rules = kernel.rules();
        this.subjects = new Subjects(kernel);
        this.journal = kernel.journal();
        this.clock = kernel.clock();
    }

    /** Whether any policy has a say there, so that nothing leaves before it was asked. */
    boolean decides(Mount<?, ?> mount) {
        return !policies(rules.policies().current(), mount).isEmpty();
    }

    /** Those that are asked there, what the repository itself wants of signers included. */
    private static List<Policy> policies(PolicySet set, Mount<?, ?> mount) {
        List<Policy> policies = new ArrayList<>(set.about(mount.repositoryName()));
        SignerPins.policy(mount).ifPresent(policies::add);
        return policies;
    }

    /** Whether the policies are those that were asked. */
    boolean isCurrent(PolicyVerdict verdict) {
        return rules.policies().current().generation().equals(verdict.generation());
    }

    /** An id for all that one cause brings about. */
    String correlation() {
        return journal.id();
    }

    /**
     * About the package that a fetched file belongs to, with what is stored of it.
     *
     * @param file as it would be stored
     * @param signed the signatures of the fetched file, judged
     * @return empty where no policy has a say, or the file is of no package that people count
     */
    Optional<PolicyVerdict> fetched(
            FileRequest<?, ?> request, StoredFile file, List<Signature> signed)
            throws IOException, InterruptedException {
        Mount<?, ?> mount = request.mount();
        PolicySet set = rules.policies().current();
        if (policies(set, mount).isEmpty()) {
            return Optional.empty();
        }
        Contents now = stored.contents(file.key());
        List<StoredFile> files = new ArrayList<>(now.files());
        files.removeIf(f -> f.version().equals(file.version()) && f.file().equals(file.file()));
        files.add(file);
        Map<Version, SourceId> pins = new HashMap<>(now.pins());
        pins.put(file.version(), file.owner());
        Contents then = new Contents(file.key(), now.local(), files, pins);
        Optional<Stored> one =
                stored.of(mount, then).stream()
                        .filter(s -> holds(mount, s.item(), file) && !s.owner().isLocal())
                        .findFirst();
        if (one.isEmpty()) {
            return Optional.empty();
        }
        Described described = stored.sources().of(one.get(), now.local());
        Described whole =
                new Described(
                        described.facts(),
                        described.publishedAt().or(() -> request.release().publishedAt()));
        Map<FileName, List<Signature>> known = signatures(one.get(), file.file());
        known.put(file.file(), signed);
        return Optional.of(ask(set, known(one.get(), whole, known), mount, correlation()));
    }

    private static boolean holds(Mount<?, ?> mount, ItemKey item, StoredFile file) {
        return item.version().equals(file.version())
                && item.file().map(mount.format().main(file.file())::equals).orElse(true);
    }

    /**
     * What policies say of a publication.
     *
     * @param signed what the store keeps of the judgement of signatures
     */
    record Judged(List<PolicyVerdict> verdicts, List<Change> signed) {
        static final Judged NONE = new Judged(List.of(), List.of());
    }

    /** Whether the policies are those that were asked. */
    boolean isCurrent(Judged judged) {
        return judged.verdicts().stream().allMatch(this::isCurrent);
    }

    /**
     * About the packages that a publication changes.
     *
     * @param next the name as it would be kept
     * @param received files that come with it
     * @param own the repository's own signatures of them
     */
    Judged published(
            Mount<?, ?> mount, LocalPackage next, List<StoredFile> received, List<OwnSignature> own)
            throws IOException, InterruptedException {
        PolicySet set = rules.policies().current();
        List<PolicyVerdict> verdicts = new ArrayList<>();
        List<Change> signed = new ArrayList<>();
        String correlation = correlation();
        Contents then = new Contents(next.key(), Optional.of(next), List.of(), Map.of());
        for (Stored one : stored.of(mount, then)) {
            if (received.stream().anyMatch(file -> holds(mount, one.item(), file))) {
                SignatureChecks.Published found =
                        signatures.published(mount, one.release().orElseThrow().files());
                signed.addAll(found.changes());
                Described described = stored.sources().of(one, Optional.of(next));
                var all = OwnSignatures.with(own, found.signatures());
                verdicts.add(ask(set, known(one, described, all), mount, correlation));
            }
        }
        return new Judged(verdicts, signed);
    }

    /** About one that is stored. */
    PolicyVerdict stored(Stored one, String correlation) throws IOException, InterruptedException {
        return ask(rules.policies().current(), known(one), one.mount(), correlation);
    }

    /** What one policy alone says of a package that is stored; nothing is done, and not logged. */
    PolicyVerdict supposed(Stored one, Policy policy) throws IOException, InterruptedException {
        PolicySet only = new PolicySet(List.of(policy), List.of(), "");
        List<Policy> policies = only.about(one.mount().repositoryName());
        return ask(only, policies, known(one), one.mount(), "");
    }

    private Subjects.Known known(Stored one) throws IOException, InterruptedException {
        Optional<LocalPackage> local = metadata.releases().local(one.item().key());
        return known(one, stored.sources().of(one, local), signatures(one));
    }

    private Subjects.Known known(
            Stored one, Described described, Map<FileName, List<Signature>> signed)
            throws IOException {
        return new Subjects.Known(
                one.parcel(),
                one.owner(),
                one.state(),
                described.facts(),
                signed,
                described.publishedAt(),
                one.release().map(LocalRelease::publishedBy),
                one.use(),
                pins.of(one.mount(), one.item().key()));
    }

    /** Of files that are stored, save one. */
    private Map<FileName, List<Signature>> signatures(Stored one, FileName... but)
            throws IOException, InterruptedException {
        Map<FileName, List<Signature>> known = new HashMap<>();
        for (Parcel.Part part : one.parcel().parts()) {
            StoredFile file = part.file();
            if (!List.of(but).contains(file.file())) {
                known.put(file.file(), own.and(signatures.stored(one.mount(), file), file));
            }
        }
        return known;
    }

    /**
     * What a verdict about something that is here comes to in the store: the item's state and its
     * audit where they change, and the entries of the decision log. One that is not final holds the
     * item back too, for it must not be served on; but it is asked again soon.
     *
     * @param states of the name's items, as they are under the lock
     */
    List<Change> changes(Mount<?, ?> mount, PolicyVerdict verdict, List<ItemState> states) {
        List<Change> changes = verdict.log();
        ItemState before = verdict.before(states);
        PolicyVerdict lasting =
                verdict.isFinal() ? verdict : verdict.until(clock.instant().plus(SOON));
        ItemState after = lasting.after(before);
        if (!after.equals(before)) {
            changes.add(new Change.PutState(after));
        }
        if (!after.hold().equals(before.hold())) {
            changes.add(audit(mount, after));
        }
        changes.addAll(pins.alarm(mount, verdict, before, after));
        return changes;
    }

    /** The same about bytes that may change, on which nothing is laid. */
    List<Change> passing(Mount<?, ?> mount, PolicyVerdict verdict, List<ItemState> states) {
        List<Change> changes = verdict.log();
        ItemState before = verdict.before(states);
        changes.addAll(pins.alarm(mount, verdict, before, verdict.after(before)));
        return changes;
    }

    private Change audit(Mount<?, ?> mount, ItemState after) {
        ItemKey item = after.item();
        Map<String, String> details = new HashMap<>();
        details.put("version", item.version().value());
        item.file().ifPresent(file -> details.put("file", file.value()));
        Optional<Hold> hold = after.hold();
        details.put("action", hold.isPresent() ? "hold" : "free");
        hold.flatMap(Hold::policy)
                .ifPresent(
                        cause -> {
                            details.put("policy", cause.name());
                            details.put("reason", cause.reason());
                            details.put("state", cause.state().name());
                            details.put("decision", cause.decision());
                        });
        return journal.entry(
                AuditEvent.Kind.QUARANTINE,
                mount.repositoryName(),
                Journal.subject(item.key().name()),
                Optional.empty(),
                details);
    }

    private PolicyVerdict ask(
            PolicySet set, Subjects.Known known, Mount<?, ?> mount, String correlation)
            throws InterruptedException {
        return ask(set, policies(set, mount), known, mount, correlation);
    }

    private PolicyVerdict ask(
            PolicySet set,
            List<Policy> policies,
            Subjects.Known known,
            Mount<?, ?> mount,
            String correlation)
            throws InterruptedException {
        Subject subject = subjects.of(mount, known);
        Optional<Instant> exempt = set.exemptedUntil(subject.item(), clock.instant());
        PolicyOutcome outcome =
                new PolicyRun(rules.judge(), journal::id, clock).about(subject, policies, exempt);
        String input = outcome.asked().isEmpty() ? "" : rules.judge().input(subject);
        return new PolicyVerdict(subject, outcome, input, correlation, set.generation());
    }
}
