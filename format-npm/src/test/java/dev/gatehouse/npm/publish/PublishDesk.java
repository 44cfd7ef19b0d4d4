package dev.gatehouse.npm.publish;

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
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.store.BlobDraft;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.MemoryBlobStore;
import dev.gatehouse.npm.NpmFormat;
import dev.gatehouse.npm.name.NpmName;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Takes publications as the kernel would: reads them, commits their files, applies their edits. */
final class PublishDesk implements Intake {
    static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

    private final NpmFormat format = new NpmFormat(1 << 20);
    private final MemoryBlobStore blobs;
    private LocalPackage local;

    PublishDesk(Path directory, String name) {
        blobs = new MemoryBlobStore(directory);
        local =
                LocalPackage.empty(
                        new PackageKey(new RepositoryId("repository"), NpmName.of(name)));
    }

    LocalPackage local() {
        return local;
    }

    MemoryBlobStore blobs() {
        return blobs;
    }

    NpmFormat format() {
        return format;
    }

    /** What became of a request: empty when it was done, else why it was refused. */
    Optional<Refusal> send(Method method, String body, String... segments) throws IOException {
        Publication publication;
        try {
            publication = format.readPublication(request(method, body, segments), this);
        } catch (RefusedException e) {
            return Optional.of(e.refusal());
        }
        for (DraftedFile file : publication.files()) {
            file.draft().commit();
        }
        return apply(publication.edit());
    }

    /** What became of a tarball that was sent without a packument. */
    Optional<Refusal> ship(Shipment shipment) throws IOException {
        try {
            return apply(
                    format.packaging().orElseThrow().receive(shipment, this).publication().edit());
        } catch (RefusedException e) {
            return Optional.of(e.refusal());
        }
    }

    /** What became of an operator's command. */
    Optional<Refusal> command(LocalCommand command) {
        return apply(format.edit(command).orElseThrow());
    }

    private Optional<Refusal> apply(LocalEdit edit) {
        return switch (edit.apply(local, NOW)) {
            case LocalEdit.Outcome.Rejected(Refusal refusal) -> Optional.of(refusal);
            case LocalEdit.Outcome.Unchanged _ -> Optional.empty();
            case LocalEdit.Outcome.Changed changed -> {
                LocalPackage next = changed.next();
                local =
                        new LocalPackage(
                                next.key(),
                                local.revision() + 1,
                                next.document(),
                                next.releases(),
                                NOW);
                yield Optional.empty();
            }
        };
    }

    private static Request request(Method method, String body, String... segments) {
        Target target =
                new Target(List.of(segments), false, Map.of(), "/" + String.join("/", segments));
        RequestHead head =
                new RequestHead(
                        method,
                        target,
                        Headers.none(),
                        URI.create("http://localhost:4283/"),
                        "127.0.0.1");
        return new Request(head, new TextBody(body), new Principal("ci", Role.PUBLISH, Set.of()));
    }

    @Override
    public BlobDraft draft() throws IOException {
        return blobs.draft();
    }

    @Override
    public LocalPackage current(PackageName name) {
        return local;
    }

    private record TextBody(String text) implements RequestBody {
        @Override
        public InputStream open() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public OptionalLong length() {
            return OptionalLong.empty();
        }
    }
}
