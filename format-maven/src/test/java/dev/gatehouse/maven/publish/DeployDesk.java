package dev.gatehouse.maven.publish;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.format.DraftedFile;
import dev.gatehouse.core.format.Intake;
import dev.gatehouse.core.format.LocalCommand;
import dev.gatehouse.core.format.LocalEdit;
import dev.gatehouse.core.format.Publication;
import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.RefusedException;
import dev.gatehouse.core.format.Rendering;
import dev.gatehouse.core.format.Rendition;
import dev.gatehouse.core.format.Shipment;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.RequestBody;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Target;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.BlobDraft;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.core.store.MemoryBlobStore;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.core.trust.Accepted;
import dev.gatehouse.core.trust.SourcePart;
import dev.gatehouse.core.trust.VisibleIndex;
import dev.gatehouse.maven.MavenFormat;
import dev.gatehouse.maven.metadata.MavenMetadata;
import dev.gatehouse.maven.metadata.MavenRelease;
import dev.gatehouse.maven.metadata.MetadataStyle;
import dev.gatehouse.maven.path.MavenName;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes deploys as the kernel would: reads them, commits their files, applies their edits. */
final class DeployDesk implements Intake {
    static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
    static final int MOST = 1 << 16;

    private final MavenFormat format;
    private final MemoryBlobStore blobs;
    private final Map<PackageName, LocalPackage> locals = new HashMap<>();

    DeployDesk(Path directory, int retention) {
        blobs = new MemoryBlobStore(directory);
        format = new MavenFormat(MOST, retention);
    }

    static String pom(String version, String packaging) {
        return """
        <project><groupId>com.acme</groupId><artifactId>tool</artifactId>
        <version>%s</version><packaging>%s</packaging></project>
        """
                .formatted(version, packaging);
    }

    static String digest(DigestAlgorithm algorithm, String text) {
        return Digest.compute(algorithm, text.getBytes(StandardCharsets.UTF_8)).hex();
    }

    LocalPackage local(String name) {
        return current(MavenName.of(name));
    }

    /** The names of the files of a version. */
    List<String> files(String version) {
        return local("com.acme:tool")
                .find(new Version(version))
                .map(LocalRelease::files)
                .orElse(List.of())
                .stream()
                .map(f -> f.file().value())
                .sorted()
                .toList();
    }

    /** What became of a PUT: empty when it was acknowledged, else why it was refused. */
    Optional<Refusal> put(String path, String body) throws IOException {
        Publication publication;
        try {
            publication = format.readPublication(request(path, body), this);
        } catch (RefusedException e) {
            return Optional.of(e.refusal());
        }
        for (DraftedFile file : publication.files()) {
            file.draft().commit();
        }
        return apply(publication.name(), publication.files(), publication.edit());
    }

    /** What became of a package that was sent at once. */
    Optional<Refusal> ship(Map<String, String> words, Shipment.Item... items) throws IOException {
        Publication publication;
        try {
            Shipment shipment = new Shipment(words, List.of(items), false, "ci");
            publication = format.packaging().orElseThrow().receive(shipment, this).publication();
        } catch (RefusedException e) {
            return Optional.of(e.refusal());
        }
        return apply(publication.name(), publication.files(), publication.edit());
    }

    /** A file of a package, as a sender calls it. */
    Shipment.Item item(String role, String name, byte[] content) throws IOException {
        BlobDraft draft = blobs.draft();
        draft.sink().write(content);
        draft.digests();
        return new Shipment.Item(role, name, draft);
    }

    MavenFormat format() {
        return format;
    }

    Optional<Refusal> delete(String version) {
        LocalEdit edit = format.edit(new LocalCommand.Delete(new Version(version))).orElseThrow();
        return apply(MavenName.of("com.acme:tool"), List.of(), edit);
    }

    private Optional<Refusal> apply(PackageName name, List<DraftedFile> files, LocalEdit edit) {
        LocalPackage before = current(name);
        return switch (edit.apply(before, NOW)) {
            case LocalEdit.Outcome.Rejected(Refusal refusal) -> Optional.of(refusal);
            case LocalEdit.Outcome.Unchanged ignored -> Optional.empty();
            case LocalEdit.Outcome.Changed changed -> {
                locals.put(name, kept(before, changed.next(), files));
                yield Optional.empty();
            }
        };
    }

    /** The edit's files, and those that were received in place of others of their names. */
    private static LocalPackage kept(
            LocalPackage before, LocalPackage next, List<DraftedFile> received) {
        Map<Version, LocalRelease> releases = new LinkedHashMap<>(next.releases());
        for (DraftedFile one : received) {
            LocalRelease release = next.find(one.version()).orElseThrow();
            List<StoredFile> files = new ArrayList<>(release.files());
            files.removeIf(f -> f.file().equals(one.file()));
            files.add(
                    new StoredFile(
                            next.key(),
                            one.version(),
                            one.file(),
                            SourceId.LOCAL,
                            one.draft().size(),
                            one.draft().digests(),
                            NOW));
            releases.put(one.version(), release.with(files));
        }
        return new LocalPackage(next.key(), before.revision() + 1, next.document(), releases, NOW);
    }

    /** The metadata of a name that only was published here; empty when there is none. */
    String metadata(String name, Optional<String> snapshot) {
        var index = format.localIndex(local(name));
        Map<Version, Accepted<MavenRelease>> accepted = new LinkedHashMap<>();
        index.releases().forEach((v, r) -> accepted.put(v, new Accepted<>(Source.LOCAL, r)));
        var visible =
                new VisibleIndex<MavenRelease, MavenMetadata>(
                        index.key().name(),
                        accepted,
                        List.of(),
                        List.of(new SourcePart<>(Source.LOCAL, index.document())),
                        List.of());
        var rendition =
                new Rendition(
                        new MetadataStyle(snapshot.map(Version::new), Optional.empty()),
                        URI.create("http://localhost:4283/"),
                        Map.of(),
                        NOW,
                        Map.of(SourceId.LOCAL, format.mentioned(index.document())));
        return switch (format.renderIndex(visible, rendition)) {
            case Rendering.Nothing ignored -> "";
            case Rendering.Document document ->
                    document.segments().stream()
                            .map(s -> StandardCharsets.UTF_8.decode(s.duplicate()).toString())
                            .collect(Collectors.joining());
        };
    }

    private static Request request(String path, String body) {
        Target target = new Target(List.of(path.split("/")), false, Map.of(), "/" + path);
        RequestHead head =
                new RequestHead(
                        Method.PUT,
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
        return locals.getOrDefault(
                name, LocalPackage.empty(new PackageKey(new RepositoryId("repository"), name)));
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
