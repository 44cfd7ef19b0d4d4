package dev.gatehouse.maven.publish;

import dev.gatehouse.core.format.DraftedFile;
import dev.gatehouse.core.format.Intake;
import dev.gatehouse.core.format.LocalEdit;
import dev.gatehouse.core.format.Publication;
import dev.gatehouse.core.format.RefusedException;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.RequestBody;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.FileKind;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.BlobDraft;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.maven.metadata.ChecksumHeaders;
import dev.gatehouse.maven.metadata.MetadataReader;
import dev.gatehouse.maven.metadata.Plugin;
import dev.gatehouse.maven.metadata.Pom;
import dev.gatehouse.maven.path.MavenCoordinates;
import dev.gatehouse.maven.path.MavenFiles;
import dev.gatehouse.maven.path.MavenName;
import dev.gatehouse.maven.path.MavenPath;
import dev.gatehouse.maven.xml.MalformedXmlException;
import dev.gatehouse.maven.xml.StrictXml;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads one PUT of a deploy. Files come in any order, many at a time, and each is on its own:
 * readable as soon as it is acknowledged. Thread-safe.
 */
public final class DeployReader {
    private static final String ACTION = "deploy";
    private static final int MOST_CHECKSUM = 1 << 10;
    private static final int MOST_METADATA = 4 << 20;
    private static final int MOST_POM = 8 << 20;
    private static final int CHUNK = 64 << 10;

    private final StrictXml xml = new StrictXml();
    private final MetadataReader metadata;
    private final long mostBytes;
    private final int retention;

    /**
     * A reader with limits.
     *
     * @param mostBytes how big one file may be
     * @param retention how many builds of a snapshot version stay; 0 for all
     */
    public DeployReader(MetadataReader metadata, long mostBytes, int retention) {
        this.metadata = metadata;
        this.mostBytes = mostBytes;
        this.retention = retention;
    }

    /** Reads a request that {@code MavenRoutes} has found to be a publication. */
    public Publication read(Request request, Intake intake) throws IOException, RefusedException {
        String path = String.join("/", request.head().target().segments());
        String last = request.head().target().segments().getLast();
        try {
            return switch (MavenPath.parse(path)) {
                case MavenPath.OfVersion of -> file(of, new FileName(last), request, intake);
                case MavenPath.Checksum checksum -> checksum(checksum, last, request);
                case MavenPath.Metadata(List<String> directory) ->
                        ofPackage(directory, request.body());
                case MavenPath.SnapshotMetadata(var group, var artifact, var version) -> {
                    IndexKey key = new IndexKey(MavenName.of(group, artifact), version.value());
                    plugins(key, request.body());
                    yield unchanged(key.name());
                }
                case MavenPath.Unknown ignored ->
                        throw RefusedException.invalid(
                                "'%s' is no path of a repository".formatted(path));
            };
        } catch (IllegalArgumentException e) {
            throw RefusedException.invalid(Objects.toString(e.getMessage()));
        }
    }

    /** The same from packages that are sent at once. */
    public MavenPackaging packaging() {
        return new MavenPackaging(this, xml, retention);
    }

    private Publication file(
            MavenPath.OfVersion path, FileName file, Request request, Intake intake)
            throws IOException, RefusedException {
        MavenCoordinates of = path.coordinates();
        PackageName name = of.name();
        FileKind kind = MavenFiles.kind(name, of.version(), file).orElseThrow();
        Target target = new Target(name, of.version(), file, kind);
        refuseOtherLength(target, request.body(), intake);
        BlobDraft draft = intake.draft();
        receive(request.body(), draft);
        boolean isPom = path instanceof MavenPath.Artifact && of.isPom();
        AddFile.Received received =
                new AddFile.Received(of.version(), file, kind, draft.size(), draft.digests());
        Optional<String> packaging =
                isPom ? Optional.of(pom(of, draft).packaging()) : Optional.empty();
        LocalEdit edit = new AddFile(received, packaging, request.principal().name(), retention);
        DraftedFile drafted = new DraftedFile(of.version(), file, draft, kind);
        return new Publication(name, ACTION, List.of(drafted), edit);
    }

    /** Other bytes of another length are refused before they are sent. */
    private static void refuseOtherLength(Target target, RequestBody body, Intake intake)
            throws IOException, RefusedException {
        Optional<StoredFile> old =
                intake.current(target.name())
                        .find(target.version())
                        .filter(LocalRelease::isAvailable)
                        .flatMap(r -> DeployedFiles.find(r, target.file()));
        boolean differs =
                old.isPresent()
                        && body.length().isPresent()
                        && body.length().getAsLong() != old.get().size();
        if (differs && target.kind() != FileKind.CHANGING) {
            throw new RefusedException(Refuse.exists(target.name(), target.file(), false));
        }
    }

    private void receive(RequestBody body, BlobDraft draft) throws IOException, RefusedException {
        if (body.length().orElse(0) > mostBytes) {
            throw tooLarge();
        }
        OutputStream sink = draft.sink();
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = body.open()) {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                sink.write(chunk, 0, count);
                if (draft.size() > mostBytes) {
                    throw tooLarge();
                }
            }
        }
    }

    private RefusedException tooLarge() {
        return RefusedException.tooLarge("a file has at most " + mostBytes + " bytes here");
    }

    /** The POM of those coordinates, which it must not contradict. */
    Pom pom(MavenCoordinates of, BlobDraft draft) throws IOException, RefusedException {
        if (draft.size() > MOST_POM) {
            throw RefusedException.tooLarge("a POM has at most " + MOST_POM + " bytes");
        }
        byte[] content;
        try (InputStream in = Channels.newInputStream(draft.open())) {
            content = in.readAllBytes();
        }
        try {
            Pom pom = Pom.read(xml, ByteBuffer.wrap(content));
            Optional<String> contradiction =
                    pom.isComplete()
                            ? pom.contradiction(of.name(), of.version(), of.fileVersion())
                            : Optional.of("the POM lacks groupId, artifactId or version");
            if (contradiction.isPresent()) {
                throw RefusedException.invalid(contradiction.get());
            }
            return pom;
        } catch (MalformedXmlException e) {
            throw RefusedException.invalid("the POM cannot be read: " + e.getMessage());
        }
    }

    /** Those of metadata are of no use: ours is generated. */
    private Publication checksum(MavenPath.Checksum checksum, String last, Request request)
            throws IOException, RefusedException {
        DigestAlgorithm algorithm = checksum.algorithm();
        byte[] body = read(request.body(), MOST_CHECKSUM);
        Digest digest =
                ChecksumHeaders.digest(algorithm, new String(body, StandardCharsets.US_ASCII))
                        .orElseThrow(
                                () ->
                                        RefusedException.invalid(
                                                "expected a %s digest in hexadecimal"
                                                        .formatted(algorithm.javaName())));
        return switch (checksum.of()) {
            case MavenPath.OfVersion path -> {
                MavenCoordinates of = path.coordinates();
                FileName file = new FileName(last.substring(0, last.lastIndexOf('.')));
                LocalNotes.Awaited sent = new LocalNotes.Awaited(of.version(), file, digest);
                FileKind kind = MavenFiles.kind(of.name(), of.version(), file).orElseThrow();
                yield new Publication(of.name(), ACTION, List.of(), new AddChecksum(sent, kind));
            }
            case MavenPath.SnapshotMetadata(var group, var artifact, var version) ->
                    unchanged(MavenName.of(group, artifact));
            case MavenPath.Metadata(List<String> directory) -> unchanged(name(directory));
            case MavenPath.Checksum ignored ->
                    throw RefusedException.invalid("checksum of a checksum");
            case MavenPath.Unknown ignored -> throw RefusedException.invalid("checksum of no file");
        };
    }

    /** Versions are listed by what is here; only plugin prefixes are taken from it. */
    private Publication ofPackage(List<String> directory, RequestBody body)
            throws IOException, RefusedException {
        PackageName name = name(directory);
        List<Plugin> plugins = plugins(IndexKey.of(name), body);
        return plugins.isEmpty() || directory.size() == 1
                ? unchanged(name)
                : new Publication(name, ACTION, List.of(), new AddPlugins(plugins));
    }

    /** No name stands at a group of one word, of which nothing is kept. */
    private static PackageName name(List<String> directory) {
        return directory.size() == 1
                ? MavenName.of(directory.getFirst(), directory.getFirst())
                : MavenName.at(directory);
    }

    private List<Plugin> plugins(IndexKey key, RequestBody body)
            throws IOException, RefusedException {
        try {
            ByteBuffer content = ByteBuffer.wrap(read(body, MOST_METADATA));
            return metadata.read(key, content).document().plugins();
        } catch (MalformedXmlException e) {
            throw RefusedException.invalid("the metadata cannot be read: " + e.getMessage());
        }
    }

    private static Publication unchanged(PackageName name) {
        return new Publication(
                name,
                ACTION,
                List.of(),
                (current, now) -> new LocalEdit.Outcome.Unchanged(Refuse.created()));
    }

    private static byte[] read(RequestBody body, int most) throws IOException, RefusedException {
        try (InputStream in = body.open()) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw RefusedException.tooLarge("at most " + most + " bytes");
            }
            return bytes;
        }
    }

    /** Where a file goes. */
    private record Target(PackageName name, Version version, FileName file, FileKind kind) {}
}
