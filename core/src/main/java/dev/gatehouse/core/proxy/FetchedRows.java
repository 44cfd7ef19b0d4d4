package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.FileKind;
import dev.gatehouse.core.model.ItemState;
import dev.gatehouse.core.model.Provenance;
import dev.gatehouse.core.proxy.FileCommit.Case;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.StoredFile;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes down what was fetched, in one batch; under the package's lock. Thread-safe. */
final class FetchedRows {
    private final PolicyGate gate;
    private final MetadataStore metadata;
    private final Epochs epochs;
    private final InstantSource clock;

    FetchedRows(Kernel kernel, PolicyGate gate) {
        this.gate = gate;
        this.metadata = kernel.metadata();
        this.epochs = kernel.epochs();
        this.clock = kernel.clock();
    }

    /** What policies hold back is kept, so that they can be asked again; it proves nothing. */
    void write(Case it, StoredFile file, List<ItemState> states, boolean first) throws IOException {
        FileRequest<?, ?> request = it.fetched().request();
        List<Change> changes = new ArrayList<>();
        FileKind kind = request.file().kind();
        if (it.isKept()) {
            changes.add(new Change.PutFile(file));
            for (Companions.Made made : it.fetched().companions()) {
                putBeside(made.beside(file, clock.instant()), changes);
            }
            changes.addAll(it.fetched().signed());
            if (first && kind == FileKind.CONTENT) {
                changes.add(new Change.Pin(file.key(), file.version(), file.owner()));
            }
        }
        boolean served = it.hold(states).isEmpty();
        // in monitor mode a source that would be blocked gains nothing by being let through
        if (served && it.standing().ruling().permits(file.owner()) && kind != FileKind.COMPANION) {
            changes.add(new Change.PutProvenance(provenance(request, file)));
            changes.addAll(SignerPins.learned(file.key(), it.verdict().stream().toList()));
        }
        if (it.verdict().isPresent()) {
            PolicyVerdict verdict = it.verdict().get();
            // bytes that may change are judged each time
            changes.addAll(
                    kind == FileKind.CHANGING
                            ? gate.passing(request.mount(), verdict, states)
                            : gate.changes(request.mount(), verdict, states));
        }
        if (!changes.isEmpty()) {
            metadata.commit(changes, MetadataStore.Durability.SYNCED);
            epochs.move(file.key());
        }
    }

    /** One of the same source stays: it may have been served. */
    private void putBeside(StoredFile companion, List<Change> changes) throws IOException {
        Optional<StoredFile> before =
                metadata.releases()
                        .file(companion.key(), companion.version(), companion.file())
                        .filter(f -> f.owner().equals(companion.owner()));
        if (before.isEmpty()) {
            changes.add(new Change.PutFile(companion));
        }
    }

    private Provenance provenance(FileRequest<?, ?> request, StoredFile file) throws IOException {
        Instant now = clock.instant();
        return metadata.provenance().of(file.key()).stream()
                .filter(p -> p.source().equals(file.owner()))
                .findFirst()
                .map(
                        p ->
                                new Provenance(
                                        p.key(),
                                        p.source(),
                                        p.firstAt(),
                                        now,
                                        p.firstFile(),
                                        p.by()))
                .orElseGet(
                        () ->
                                new Provenance(
                                        file.key(),
                                        file.owner(),
                                        now,
                                        now,
                                        file.file(),
                                        request.by()));
    }
}
