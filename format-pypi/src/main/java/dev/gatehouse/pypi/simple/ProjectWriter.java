package dev.gatehouse.pypi.simple;

import dev.gatehouse.core.format.Rendering;
import dev.gatehouse.core.format.Rendition;
import dev.gatehouse.core.format.Segments;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.trust.SourcePart;
import dev.gatehouse.core.trust.VisibleIndex;

import java.util.List;
import java.util.Optional;

/** Writes what is visible of a project in each of the forms that clients ask for. Thread-safe. */
public final class ProjectWriter {
    /** The newest version of the simple API whose promises all answers keep. */
    static final String API_VERSION = "1.4";

    /** From 1.1 on each file must have a size (PEP 700); without one this is what holds. */
    static final String API_VERSION_WITHOUT_SIZES = "1.0";

    private static final int BYTES_PER_FILE = 1000;

    private final JsonPage json = new JsonPage();
    private final LegacyPage legacy = new LegacyPage();

    /** Renders an index; its style is a {@link PypiStyle}. */
    public Rendering render(VisibleIndex<PypiRelease, PypiProject> index, Rendition rendition) {
        PypiProject project = project(index);
        // A quarantined project has a page without files, which says why; but who is silent may
        // have files of it.
        if (index.isEmpty() && !(project.isQuarantined() && index.silent().isEmpty())) {
            return new Rendering.Nothing("no version of " + index.name() + " is visible");
        }
        ServedFiles files = new ServedFiles(index.name(), rendition);
        return switch ((PypiStyle) rendition.style()) {
            case PypiStyle.Page(MediaType type) -> page(type, index, project, files);
            case PypiStyle.Legacy(Optional<Version> version) -> legacy(version, index, files);
        };
    }

    /** What the first source that says anything says of the project, save what is not so here. */
    private static PypiProject project(VisibleIndex<PypiRelease, PypiProject> index) {
        return index.documents().stream()
                .map(SourcePart::document)
                .filter(p -> index.isEmpty() || !p.isQuarantined())
                .filter(p -> !p.equals(PypiProject.PLAIN))
                .findFirst()
                .orElse(PypiProject.PLAIN);
    }

    private Rendering page(
            MediaType type,
            VisibleIndex<PypiRelease, PypiProject> index,
            PypiProject project,
            ServedFiles files) {
        List<PypiFile> all = files.of(index);
        Segments out = new Segments((long) BYTES_PER_FILE * (1 + all.size()));
        switch (type) {
            case JSON -> json.write(out, index, project, all);
            case HTML, TEXT_HTML -> HtmlPage.write(out, index.name(), project, all);
        }
        return document(out, type.contentType());
    }

    private Rendering legacy(
            Optional<Version> wanted,
            VisibleIndex<PypiRelease, PypiProject> index,
            ServedFiles files) {
        Optional<PypiRelease> about = LegacyPage.about(wanted, index);
        if (about.isEmpty()) {
            return new Rendering.Nothing(
                    "no visible version %s of %s"
                            .formatted(wanted.map(Version::value).orElse(""), index.name()));
        }
        Segments out = new Segments(64 << 10);
        legacy.write(out, about.get(), index, files);
        return document(out, "application/json");
    }

    /** There is no Last-Modified: an index does not say when a file of it was last yanked. */
    private static Rendering document(Segments out, String type) {
        return new Rendering.Document(
                out.finish(),
                Headers.of("content-type", type)
                        .with("vary", "Accept, Accept-Encoding")
                        .with("cache-control", "max-age=0, must-revalidate"));
    }
}
