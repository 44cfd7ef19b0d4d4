package dev.gatehouse.maven;

import dev.gatehouse.core.format.BadUpstreamException;
import dev.gatehouse.core.format.Ecosystem;
import dev.gatehouse.core.format.Format;
import dev.gatehouse.core.format.IndexDocument;
import dev.gatehouse.core.format.Intake;
import dev.gatehouse.core.format.LocalCommand;
import dev.gatehouse.core.format.LocalEdit;
import dev.gatehouse.core.format.Packaging;
import dev.gatehouse.core.format.Publication;
import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.RefusedException;
import dev.gatehouse.core.format.Rendering;
import dev.gatehouse.core.format.Rendition;
import dev.gatehouse.core.format.Route;
import dev.gatehouse.core.format.Signing;
import dev.gatehouse.core.format.Unlisted;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.FileKind;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.ReleaseFile;
import dev.gatehouse.core.model.ReleaseIndex;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.trust.VisibleIndex;
import dev.gatehouse.core.upstream.UpstreamRequest;
import dev.gatehouse.maven.metadata.ChecksumHeaders;
import dev.gatehouse.maven.metadata.MavenMetadata;
import dev.gatehouse.maven.metadata.MavenRelease;
import dev.gatehouse.maven.metadata.MetadataReader;
import dev.gatehouse.maven.metadata.MetadataRenderer;
import dev.gatehouse.maven.metadata.Plugin;
import dev.gatehouse.maven.path.MavenFiles;
import dev.gatehouse.maven.path.MavenName;
import dev.gatehouse.maven.path.MavenVersionOrder;
import dev.gatehouse.maven.publish.DeployReader;
import dev.gatehouse.maven.publish.LocalMetadata;
import dev.gatehouse.maven.publish.LocalReleases;
import dev.gatehouse.maven.publish.MavenPackaging;
import dev.gatehouse.maven.service.MavenRefusals;
import dev.gatehouse.maven.xml.MalformedXmlException;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Maven repositories in the default layout, as Maven, Gradle and others use them. The document of
 * {@code a.b:c} is also that of the plugin prefixes of group {@code a.b.c}. Thread-safe.
 */
public final class MavenFormat implements Format<MavenRelease, MavenMetadata> {
    private final MavenRoutes routes = new MavenRoutes();
    private final MetadataReader reader = new MetadataReader();
    private final MetadataRenderer renderer = new MetadataRenderer();
    private final MavenRefusals refusals = new MavenRefusals();
    private final MavenVersionOrder order = new MavenVersionOrder();
    private final Unlisted<MavenRelease> unlisted = new MavenVersions(reader);
    private final MavenSigning signing = new MavenSigning();
    private final DeployReader deploys;
    private final MavenPackaging packaging;

    /**
     * A format with limits.
     *
     * @param mostUpload how many bytes one deployed file may have
     * @param snapshotRetention how many builds of a snapshot version stay; 0 for all
     */
    public MavenFormat(long mostUpload, int snapshotRetention) {
        deploys = new DeployReader(reader, mostUpload, snapshotRetention);
        packaging = deploys.packaging();
    }

    @Override
    public FormatId id() {
        return MavenName.MAVEN;
    }

    @Override
    public PackageName name(String text) {
        return MavenName.of(text);
    }

    @Override
    public Predicate<PackageName> ownedNames(String pattern) {
        return MavenName.pattern(pattern);
    }

    @Override
    public Route route(RequestHead head) {
        return routes.route(head);
    }

    @Override
    public UpstreamRequest indexRequest(IndexKey key) {
        return MavenVersions.metadataRequest(key);
    }

    @Override
    public ReleaseIndex<MavenRelease, MavenMetadata> readIndex(IndexKey key, IndexDocument document)
            throws BadUpstreamException {
        try {
            return reader.read(key, document.content());
        } catch (MalformedXmlException e) {
            throw new BadUpstreamException(
                    "metadata of %s is not usable: %s".formatted(key.name(), e.getMessage()), e);
        }
    }

    @Override
    public ReleaseIndex<MavenRelease, MavenMetadata> localIndex(LocalPackage local) {
        return LocalMetadata.index(local);
    }

    @Override
    public Rendering renderIndex(
            VisibleIndex<MavenRelease, MavenMetadata> index, Rendition rendition) {
        return renderer.render(index, rendition);
    }

    @Override
    public Set<PackageName> mentioned(MavenMetadata document) {
        return document.plugins().stream().map(Plugin::name).collect(Collectors.toSet());
    }

    /** Of an upstream's version any file may be there, for no document lists them. */
    @Override
    public Optional<ReleaseFile> file(MavenRelease release, FileName name) {
        if (release.isLocal()) {
            return Format.super.file(release, name);
        }
        return MavenFiles.kind(release.name(), release.version(), name)
                .map(
                        kind ->
                                new ReleaseFile(
                                        name,
                                        MavenFiles.location(
                                                release.name(), release.version(), name),
                                        Set.of(),
                                        OptionalLong.empty(),
                                        kind));
    }

    @Override
    public Optional<Unlisted<MavenRelease>> unlisted() {
        return Optional.of(unlisted);
    }

    /** Each repository has SHA-1, which Maven asks for first; nobody signs checksums. */
    @Override
    public Map<DigestAlgorithm, UpstreamRequest> digestRequests(ReleaseFile file) {
        Map<DigestAlgorithm, UpstreamRequest> requests = new LinkedHashMap<>();
        if (file.kind() == FileKind.CONTENT) {
            requests.put(DigestAlgorithm.SHA1, beside(file, ".sha1"));
            requests.put(DigestAlgorithm.MD5, beside(file, ".md5"));
        }
        return requests;
    }

    private static UpstreamRequest beside(ReleaseFile file, String suffix) {
        return UpstreamRequest.file(URI.create(file.location() + suffix));
    }

    @Override
    public Set<Digest> digests(Headers answer) {
        return ChecksumHeaders.read(answer);
    }

    @Override
    public Optional<Ecosystem> ecosystem() {
        return Optional.of(new Ecosystem("Maven", order));
    }

    @Override
    public Optional<Signing<MavenRelease>> signing() {
        return Optional.of(signing);
    }

    @Override
    public String contentType(FileName file) {
        return MavenFiles.contentType(file);
    }

    @Override
    public Headers describe(Set<Digest> digests) {
        return ChecksumHeaders.describe(digests);
    }

    @Override
    public Publication readPublication(Request request, Intake intake)
            throws IOException, RefusedException {
        return deploys.read(request, intake);
    }

    @Override
    public Optional<Packaging<MavenRelease, MavenMetadata>> packaging() {
        return Optional.of(packaging);
    }

    @Override
    public Optional<LocalEdit> edit(LocalCommand command) {
        return switch (command) {
            case LocalCommand.Delete(Version version) ->
                    Optional.of((current, now) -> LocalReleases.delete(current, version));
            case LocalCommand.Yank ignored -> Optional.empty();
            case LocalCommand.Unyank ignored -> Optional.empty();
        };
    }

    @Override
    public Response refuse(Refusal refusal, RequestHead head) {
        return refusals.answer(refusal, head);
    }

    @Override
    public Response note(Response answer, String remark) {
        return refusals.note(answer, remark);
    }

    /** The highest release; the highest snapshot where there is no release. */
    @Override
    public Optional<Version> newest(Set<Version> versions) {
        var sorted = order.sorted(versions).reversed();
        return sorted.stream()
                .filter(v -> !MavenName.isSnapshot(v))
                .findFirst()
                .or(() -> sorted.stream().findFirst());
    }
}
