package dev.gatehouse.core.proxy;

import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.ItemState;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.store.AuditEvent;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.StoredFile;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes down a publication, with what policies do to it, in one batch. To be called under the
 * package's lock. Thread-safe.
 */
final class PublishCommit {
    private final PolicyGate gate;
    private final MetadataStore metadata;
    private final Epochs epochs;
    private final Journal journal;
    private final InstantSource clock;

    PublishCommit(Kernel kernel, PolicyGate gate) {
        this.gate = gate;
        this.metadata = kernel.metadata();
        this.epochs = kernel.epochs();
        this.journal = kernel.journal();
        this.clock = kernel.clock();
    }

    void write(Mount<?, ?> mount, Proposal proposal, EditedPackage edited) throws IOException {
        PackageKey key = mount.key(proposal.publication().name());
        List<Change> changes = new ArrayList<>();
        LocalPackage kept = edited.kept(clock.instant());
        changes.add(new Change.PutLocal(kept));
        edited.givenUp(kept)
                .forEach(f -> changes.add(new Change.DropFile(key, f.version(), f.file())));
        for (StoredFile file : edited.files()) {
            changes.add(new Change.PutFile(file));
            changes.add(new Change.Pin(key, file.version(), SourceId.LOCAL));
        }
        changes.addAll(proposal.judged().signed());
        proposal.signed().forEach(s -> changes.add(new Change.PutOwnSignature(s)));
        List<ItemState> states = metadata.states().of(key);
        for (PolicyVerdict verdict : proposal.judged().verdicts()) {
            changes.addAll(gate.changes(mount, verdict, states));
        }
        changes.addAll(SignerPins.learned(key, accepted(proposal.judged().verdicts(), states)));
        changes.add(audit(mount, proposal, edited));
        metadata.commit(changes, MetadataStore.Durability.SYNCED);
        epochs.move(key);
    }

    private static List<PolicyVerdict> accepted(
            List<PolicyVerdict> verdicts, List<ItemState> states) {
        return verdicts.stream().filter(v -> v.accepts(states)).toList();
    }

    private Change audit(Mount<?, ?> mount, Proposal proposal, EditedPackage edited) {
        boolean shared = !edited.sharers().isEmpty() && !edited.files().isEmpty();
        Map<String, String> details = new HashMap<>();
        details.put("action", proposal.publication().action());
        edited.files().stream()
                .findFirst()
                .ifPresent(f -> details.put("version", f.version().value()));
        if (shared) {
            details.put("shared-with", String.join(", ", edited.sharers()));
        }
        AuditEvent.Kind kind =
                edited.files().isEmpty()
                        ? AuditEvent.Kind.CHANGE
                        : shared ? AuditEvent.Kind.SHARED_NAME : AuditEvent.Kind.PUBLISH;
        return journal.entry(
                kind,
                mount.repositoryName(),
                Journal.subject(proposal.publication().name()),
                Optional.empty(),
                proposal.by().name(),
                details);
    }

    /** The answer, with what the sender should know besides: a quarantine first. */
    static Response noted(
            Mount<?, ?> mount, Proposal proposal, EditedPackage edited, Response answer) {
        String held =
                proposal.judged().verdicts().stream()
                        .flatMap(v -> v.after(ItemState.none(v.subject().item())).hold().stream())
                        .map(hold -> hold.state() + ": " + hold.text())
                        .distinct()
                        .collect(Collectors.joining("; "));
        if (!held.isEmpty()) {
            return mount.format().note(answer, held);
        }
        if (edited.files().isEmpty() || edited.sharers().isEmpty()) {
            return answer;
        }
        return mount.format()
                .note(
                        answer,
                        "%s is a shared name: %s has supplied it here and may go on; see gatehouse trust claim"
                                .formatted(
                                        proposal.publication().name(),
                                        String.join(", ", edited.sharers())));
    }
}
