package dev.gatehouse.pypi.simple;

import dev.gatehouse.core.format.Segments;
import dev.gatehouse.core.model.PackageName;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a project's page in HTML (PEP 503). */
final class HtmlPage {
    /** The first of them that a file has stands in its link; installers want SHA-256. */
    private static final List<String> PREFERRED =
            List.of("sha256", "sha512", "sha384", "sha1", "md5");

    private HtmlPage() {}

    static void write(Segments out, PackageName name, PypiProject project, List<PypiFile> files) {
        String title = HtmlText.escape("Links for " + name);
        out.text("<!DOCTYPE html>\n<html>\n<head>\n");
        meta(out, "repository-version", ProjectWriter.API_VERSION);
        project.status().ifPresent(s -> meta(out, "project-status", s));
        project.statusReason().ifPresent(r -> meta(out, "project-status-reason", r));
        project.tracks().forEach(t -> meta(out, "tracks", t));
        project.alternateLocations().forEach(a -> meta(out, "alternate-locations", a));
        out.text("<title>").text(title).text("</title>\n</head>\n<body>\n<h1>").text(title);
        out.text("</h1>\n");
        for (PypiFile file : files) {
            link(out, file);
        }
        out.text("</body>\n</html>\n");
    }

    private static void meta(Segments out, String name, String content) {
        out.text("<meta name=\"pypi:").text(name).text("\" content=\"");
        out.text(HtmlText.escape(content)).text("\">\n");
    }

    private static void link(Segments out, PypiFile file) {
        out.text("<a href=\"").text(HtmlText.escape(file.location().toString()));
        hash(file.hashes()).ifPresent(h -> out.text("#").text(HtmlText.escape(h)));
        out.text("\"");
        file.requiresPython().ifPresent(p -> attribute(out, "requires-python", p));
        if (file.coreMetadata().isPresent()) {
            String told = hash(file.coreMetadata().get()).orElse("true");
            attribute(out, "core-metadata", told);
            attribute(out, "dist-info-metadata", told);
        }
        file.yanked().ifPresent(reason -> attribute(out, "yanked", reason));
        file.gpgSig().ifPresent(there -> attribute(out, "gpg-sig", there.toString()));
        file.size().ifPresent(size -> attribute(out, "size", Long.toString(size)));
        file.uploadTime().ifPresent(time -> attribute(out, "upload-time", time));
        file.provenance().ifPresent(at -> attribute(out, "provenance", at.toString()));
        out.text(">").text(HtmlText.escape(file.name().value())).text("</a><br>\n");
    }

    private static void attribute(Segments out, String name, String value) {
        out.text(" data-").text(name).text("=\"").text(HtmlText.escape(value)).text("\"");
    }

    private static Optional<String> hash(Map<String, String> hashes) {
        return PREFERRED.stream()
                .filter(hashes::containsKey)
                .findFirst()
                .or(() -> hashes.keySet().stream().findFirst())
                .map(name -> name + "=" + hashes.get(name));
    }
}
