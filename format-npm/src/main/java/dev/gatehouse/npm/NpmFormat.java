package dev.gatehouse.npm;

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
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.ReleaseIndex;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.signature.RegistryStatement;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.trust.VisibleIndex;
import dev.gatehouse.core.upstream.UpstreamRequest;
import dev.gatehouse.npm.json.StrictJson;
import dev.gatehouse.npm.name.NpmName;
import dev.gatehouse.npm.name.NpmVersion;
import dev.gatehouse.npm.name.NpmVersionOrder;
import dev.gatehouse.npm.packument.NpmDocument;
import dev.gatehouse.npm.packument.NpmRelease;
import dev.gatehouse.npm.packument.PackumentReader;
import dev.gatehouse.npm.packument.PackumentRenderer;
import dev.gatehouse.npm.publish.EditVersion;
import dev.gatehouse.npm.publish.LocalPackument;
import dev.gatehouse.npm.publish.NpmPackaging;
import dev.gatehouse.npm.publish.PublicationReader;
import dev.gatehouse.npm.service.NpmRefusals;
import dev.gatehouse.npm.service.NpmSearch;
import dev.gatehouse.npm.service.NpmSigning;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The npm registry protocol. Thread-safe. */
public final class NpmFormat implements Format<NpmRelease, NpmDocument> {
    private static final long DEFAULT_MOST_UPLOAD = 512L << 20;

    private final StrictJson json = new StrictJson();
    private final NpmRefusals refusals = new NpmRefusals(json);
    private final NpmRoutes routes = new NpmRoutes(new ServiceRoutes(json, refusals));
    private final PackumentReader reader = new PackumentReader();
    private final PackumentRenderer renderer = new PackumentRenderer();
    private final LocalPackument local = new LocalPackument(json, reader);
    private final Search search = new NpmSearch(json);
    private final NpmPackaging packaging = new NpmPackaging(json);
    private final NpmSigning signing = new NpmSigning(json);
    private final PublicationReader publications;

    /** With the limit of {@code server.max-upload} as it is by default. */
    public NpmFormat() {
        this(DEFAULT_MOST_UPLOAD);
    }

    /**
     * With another limit.
     *
     * @param mostUpload how many bytes one published file may have
     */
    public NpmFormat(long mostUpload) {
        publications = new PublicationReader(json, mostUpload);
    }

    @Override
    public FormatId id() {
        return NpmName.NPM;
    }

    @Override
    public PackageName name(String text) {
        return NpmName.of(text);
    }

    @Override
    public Predicate<PackageName> ownedNames(String pattern) {
        return NpmName.pattern(pattern);
    }

    @Override
    public Route route(RequestHead head) {
        return routes.route(head);
    }

    /** Always the full document: the abbreviated one lacks what others will ask for. */
    @Override
    public UpstreamRequest indexRequest(IndexKey key) {
        return UpstreamRequest.index(NpmName.asSegment(key.name()), "application/json");
    }

    @Override
    public ReleaseIndex<NpmRelease, NpmDocument> readIndex(IndexKey key, IndexDocument document)
            throws BadUpstreamException {
        String type = document.contentType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!type.endsWith("/json") && !type.endsWith("+json")) {
            throw new BadUpstreamException(
                    "packument of " + key.name() + " of type '" + type + "': expected JSON");
        }
        return reader.read(key, document.content());
    }

    @Override
    public ReleaseIndex<NpmRelease, NpmDocument> localIndex(LocalPackage of) {
        return local.index(of, Map.of());
    }

    @Override
    public ReleaseIndex<NpmRelease, NpmDocument> localIndex(
            LocalPackage of, Map<FileName, RegistryStatement.Claim> signed) {
        return local.index(of, signed);
    }

    @Override
    public Rendering renderIndex(VisibleIndex<NpmRelease, NpmDocument> index, Rendition rendition) {
        return renderer.render(index, rendition);
    }

    @Override
    public Optional<Ecosystem> ecosystem() {
        return Optional.of(new Ecosystem("npm", new NpmVersionOrder()));
    }

    @Override
    public Optional<Signing<NpmRelease>> signing() {
        return Optional.of(signing);
    }

    @Override
    public String contentType(FileName file) {
        return file.value().endsWith(".tgz") ? "application/octet-stream" : "application/json";
    }

    @Override
    public Publication readPublication(Request request, Intake intake)
            throws IOException, RefusedException {
        return publications.read(request, intake);
    }

    @Override
    public Optional<Packaging<NpmRelease, NpmDocument>> packaging() {
        return Optional.of(packaging);
    }

    @Override
    public Optional<LocalEdit> edit(LocalCommand command) {
        return Optional.of(new EditVersion(command, json));
    }

    @Override
    public Optional<Search> search() {
        return Optional.of(search);
    }

    @Override
    public Response refuse(Refusal refusal, RequestHead head) {
        return refusals.answer(refusal);
    }

    @Override
    public Response note(Response answer, String remark) {
        return refusals.note(answer, remark);
    }

    @Override
    public Optional<Version> newest(Set<Version> versions) {
        return NpmVersion.highest(versions);
    }
}
