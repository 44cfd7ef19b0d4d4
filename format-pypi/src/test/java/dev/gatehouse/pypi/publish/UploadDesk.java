package dev.gatehouse.pypi.publish;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.format.DraftedFile;
import dev.gatehouse.core.format.Intake;
import dev.gatehouse.core.format.LocalCommand;
import dev.gatehouse.core.format.LocalEdit;
import dev.gatehouse.core.format.Publication;
import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.RefusedException;
import dev.gatehouse.core.format.Shipment;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.RequestBody;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Target;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.store.Blob;
import dev.gatehouse.core.store.BlobDraft;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.core.store.MemoryBlobStore;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.pypi.name.PypiNames;
import dev.gatehouse.pypi.simple.LocalProject;
import dev.gatehouse.pypi.simple.PypiFile;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Takes uploads as the kernel would: reads them, commits their files, applies their edits. */
final class UploadDesk implements Intake {
    static final Instant NOW = Instant.parse("2026-11-22T00:00:00.123456789Z");
    static final long MOST = 1 << 20;

    private final PypiPublications publications = new PypiPublications(MOST);
    private final MemoryBlobStore blobs;
    private LocalPackage local;
    private int drafts;

    UploadDesk(Path directory, String name) {
        blobs = new MemoryBlobStore(directory);
        local =
                LocalPackage.empty(
                        new PackageKey(new RepositoryId("repository"), PypiNames.parse(name)));
    }

    LocalPackage local() {
        return local;
    }

    /** How many files were begun. */
    int drafts() {
        return drafts;
    }

    /** What the index lists. */
    List<PypiFile> files() {
        return new LocalProject()
                .localIndex(local).releases().values().stream()
                        .flatMap(r -> r.distributions().stream())
                        .toList();
    }

    /** The bytes that are stored under a name. */
    byte[] bytes(String file) throws IOException {
        StoredFile stored =
                local.releases().values().stream()
                        .flatMap(r -> r.files().stream())
                        .filter(f -> f.file().equals(new FileName(file)))
                        .findFirst()
                        .orElseThrow();
        return Files.readAllBytes(blobs.find(stored.sha256()).orElseThrow().path());
    }

    Optional<Refusal> send(FormMaker form) throws IOException {
        return send("multipart/form-data; boundary=" + FormMaker.BOUNDARY, form.bytes());
    }

    /** What became of an upload: empty when it was done, else why it was refused. */
    Optional<Refusal> send(String type, byte[] body) throws IOException {
        Publication publication;
        try {
            publication = publications.read(request(type, body), this);
        } catch (RefusedException e) {
            return Optional.of(e.refusal());
        }
        if (!publication.name().equals(local.key().name())) {
            throw new IllegalStateException("published as " + publication.name());
        }
        return apply(publication);
    }

    private Optional<Refusal> apply(Publication publication) throws IOException {
        List<StoredFile> stored = new ArrayList<>();
        for (DraftedFile file : publication.files()) {
            stored.add(stored(file, file.draft().commit()));
        }
        return apply(publication.edit(), stored);
    }

    PypiPackaging packaging() {
        return publications.packaging();
    }

    /** What became of a file that was sent without a form. */
    Optional<Refusal> ship(String name, byte[] content) throws IOException {
        BlobDraft draft = draft();
        draft.sink().write(content);
        Shipment.Item item = new Shipment.Item("package_file", name, draft);
        try {
            return apply(
                    packaging()
                            .receive(new Shipment(Map.of(), List.of(item), false, "ci"), this)
                            .publication());
        } catch (RefusedException e) {
            return Optional.of(e.refusal());
        }
    }

    Optional<Refusal> edit(LocalEdit edit) {
        return apply(edit, List.of());
    }

    Optional<Refusal> command(LocalCommand command) {
        return apply(publications.edit(command), List.of());
    }

    private Optional<Refusal> apply(LocalEdit edit, List<StoredFile> stored) {
        return switch (edit.apply(local, NOW)) {
            case LocalEdit.Outcome.Rejected(Refusal refusal) -> Optional.of(refusal);
            case LocalEdit.Outcome.Unchanged unchanged -> Optional.empty();
            case LocalEdit.Outcome.Changed changed -> {
                local = changed.next();
                for (StoredFile file : stored) {
                    LocalRelease release = local.find(file.version()).orElseThrow();
                    List<StoredFile> all = new ArrayList<>(release.files());
                    all.add(file);
                    local = local.with(release.with(all));
                }
                yield Optional.empty();
            }
        };
    }

    private StoredFile stored(DraftedFile file, Blob blob) {
        return new StoredFile(
                local.key(),
                file.version(),
                file.file(),
                SourceId.LOCAL,
                blob.size(),
                Set.of(blob.sha256()),
                NOW);
    }

    private static Request request(String type, byte[] body) {
        RequestHead head =
                new RequestHead(
                        Method.POST,
                        new Target(List.of("legacy"), true, Map.of(), "/legacy/"),
                        Headers.of("content-type", type),
                        URI.create("http://localhost:4283/"),
                        "127.0.0.1");
        return new Request(head, new Bytes(body), new Principal("ci", Role.PUBLISH, Set.of()));
    }

    @Override
    public BlobDraft draft() throws IOException {
        drafts++;
        return blobs.draft();
    }

    @Override
    public LocalPackage current(PackageName name) {
        return name.equals(local.key().name())
                ? local
                : LocalPackage.empty(new PackageKey(local.key().repository(), name));
    }

    private static final class Bytes implements RequestBody {
        private final byte[] bytes;

        Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public OptionalLong length() {
            return OptionalLong.of(bytes.length);
        }
    }
}
