package dev.gatehouse.pypi;

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
import dev.gatehouse.core.format.StoredBytes;
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
import dev.gatehouse.pypi.name.PypiNames;
import dev.gatehouse.pypi.name.PypiVersion;
import dev.gatehouse.pypi.name.PypiVersionOrder;
import dev.gatehouse.pypi.publish.PypiPublications;
import dev.gatehouse.pypi.service.PypiRefusals;
import dev.gatehouse.pypi.service.PypiRoutes;
import dev.gatehouse.pypi.simple.Companion;
import dev.gatehouse.pypi.simple.LocalProject;
import dev.gatehouse.pypi.simple.MediaType;
import dev.gatehouse.pypi.simple.ProjectReader;
import dev.gatehouse.pypi.simple.ProjectWriter;
import dev.gatehouse.pypi.simple.PypiProject;
import dev.gatehouse.pypi.simple.PypiRelease;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The Python index: simple API in HTML and JSON, files, and what lies beside them. Thread-safe. */
public final class PypiFormat implements Format<PypiRelease, PypiProject> {
    private final PypiRefusals refusals;
    private final PypiRoutes routes;
    private final ProjectReader reader = new ProjectReader();
    private final ProjectWriter writer = new ProjectWriter();
    private final LocalProject local = new LocalProject();
    private final PypiSigning signing = new PypiSigning();
    private final PypiPublications publications;

    /**
     * With its settings.
     *
     * @param mostUpload how many bytes one published file may have
     * @param refusedPage the status of the page of a name that is refused: 451, 403 or 404
     */
    public PypiFormat(long mostUpload, int refusedPage) {
        refusals = new PypiRefusals(refusedPage);
        routes = new PypiRoutes(refusals);
        publications = new PypiPublications(mostUpload);
    }

    @Override
    public FormatId id() {
        return PypiNames.PYPI;
    }

    @Override
    public PackageName name(String text) {
        return PypiNames.parse(text);
    }

    /** What is no version by PEP 440 is looked for as it is: files of unknown version have such. */
    @Override
    public Version version(String text) {
        return PypiVersion.key(text).orElseGet(() -> new Version(text));
    }

    @Override
    public Predicate<PackageName> ownedNames(String pattern) {
        return PypiNames.pattern(pattern);
    }

    @Override
    public Route route(RequestHead head) {
        return routes.route(head);
    }

    /** JSON first: only there are sizes and upload times sure to be told. */
    @Override
    public UpstreamRequest indexRequest(IndexKey key) {
        return UpstreamRequest.index(key.name().value() + "/", MediaType.ACCEPT);
    }

    @Override
    public ReleaseIndex<PypiRelease, PypiProject> readIndex(IndexKey key, IndexDocument document)
            throws BadUpstreamException {
        return reader.read(key, document);
    }

    @Override
    public ReleaseIndex<PypiRelease, PypiProject> localIndex(LocalPackage of) {
        return local.localIndex(of);
    }

    @Override
    public ReleaseIndex<PypiRelease, PypiProject> localIndex(
            LocalPackage of, Map<FileName, RegistryStatement.Claim> signed) {
        return local.localIndex(of, signed.keySet());
    }

    @Override
    public Rendering renderIndex(
            VisibleIndex<PypiRelease, PypiProject> index, Rendition rendition) {
        return writer.render(index, rendition);
    }

    @Override
    public FileName main(FileName file) {
        return Companion.at(file).map(beside -> beside.besides(file)).orElse(file);
    }

    @Override
    public Optional<PypiRelease> without(PypiRelease release, Set<FileName> files) {
        return release.without(files);
    }

    @Override
    public Map<FileName, ByteBuffer> companions(
            PackageName name, PypiRelease release, FileName file, StoredBytes bytes)
            throws IOException {
        return WheelCompanions.of(name, release, file, bytes);
    }

    @Override
    public boolean hasCompanions(PypiRelease release, FileName file) {
        return WheelCompanions.arePossible(release, file);
    }

    @Override
    public Optional<Ecosystem> ecosystem() {
        return Optional.of(new Ecosystem("PyPI", new PypiVersionOrder()));
    }

    @Override
    public Optional<Signing<PypiRelease>> signing() {
        return Optional.of(signing);
    }

    @Override
    public String contentType(FileName file) {
        return Companion.at(file).map(Companion::contentType).orElse("application/octet-stream");
    }

    @Override
    public Publication readPublication(Request request, Intake intake)
            throws IOException, RefusedException {
        return publications.read(request, intake);
    }

    @Override
    public Optional<Packaging<PypiRelease, PypiProject>> packaging() {
        return Optional.of(publications.packaging());
    }

    @Override
    public Optional<LocalEdit> edit(LocalCommand command) {
        return Optional.of(publications.edit(command));
    }

    @Override
    public Response refuse(Refusal refusal, RequestHead head) {
        return refusals.answer(refusal);
    }

    @Override
    public Optional<Version> newest(Set<Version> versions) {
        return PypiVersion.highest(versions);
    }
}
