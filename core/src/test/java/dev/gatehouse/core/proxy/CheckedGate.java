package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.ReleaseFile;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.proxy.LineFormat.Line;
import dev.gatehouse.core.signature.Signature;
import dev.gatehouse.core.store.BlobDraft;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.StoredFile;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What a file of one upstream is found to be signed by. */
final class CheckedGate {
    static final Version ONE = new Version("1");

    private final Gate gate;

    CheckedGate(Gate gate) {
        this.gate = gate;
    }

    SignatureChecks checks() {
        return gate.services.signatures();
    }

    /** Of a file that comes from the upstream {@code P}, and is not stored. */
    SignatureChecks.Checked fetched(String name, String file, byte[] bytes) throws Exception {
        try (BlobDraft draft = gate.blobs.draft()) {
            draft.sink().write(bytes);
            return checks().fetched(request(name, file), draft);
        }
    }

    FileRequest<Line, String> request(String name, String file) {
        var mount = gate.mount();
        return new FileRequest<>(
                mount,
                LineFormat.named(name),
                line(name, file),
                line(name, file).files().getFirst(),
                mount.settings().upstream(new SourceId("P")).orElseThrow(),
                "alice");
    }

    private static Line line(String name, String file) {
        return new Line(
                ONE,
                List.of(
                        new ReleaseFile(
                                new FileName(file),
                                URI.create("files/" + name + "/" + file),
                                Set.of(),
                                OptionalLong.empty())));
    }

    /** The same, stored with what belongs to it, as one commit. */
    StoredFile stored(String name, String file, byte[] bytes) throws Exception {
        try (BlobDraft draft = gate.blobs.draft()) {
            draft.sink().write(bytes);
            FileRequest<Line, String> request = request(name, file);
            SignatureChecks.Checked checked = checks().fetched(request, draft);
            draft.commit();
            StoredFile stored = file(request, draft);
            List<Change> changes = new ArrayList<>(checked.changes());
            changes.add(new Change.PutFile(stored));
            changes.add(new Change.Pin(stored.key(), ONE, stored.owner()));
            checked.kept()
                    .forEach(
                            m ->
                                    changes.add(
                                            new Change.PutFile(
                                                    m.beside(stored, gate.clock.instant()))));
            gate.metadata.commit(changes.toArray(Change[]::new));
            return stored;
        }
    }

    private StoredFile file(FileRequest<Line, String> request, BlobDraft draft) {
        return new StoredFile(
                request.key(),
                ONE,
                request.file().name(),
                request.upstream().id(),
                draft.size(),
                draft.digests(),
                gate.clock.instant());
    }

    List<Signature> again(StoredFile file) throws Exception {
        return checks().stored(gate.mount(), file);
    }

    Optional<StoredFile> beside(String name, String file) throws IOException {
        return gate.metadata.file(gate.key(name), ONE, new FileName(file));
    }

    /** {@code valid ok}, {@code absent}, {@code error}. */
    static String words(List<Signature> signatures) {
        return String.join(
                ", ",
                signatures.stream()
                        .map(
                                s ->
                                        s.status().word()
                                                + s.reason().map(r -> " " + r.word()).orElse(""))
                        .toList());
    }
}
