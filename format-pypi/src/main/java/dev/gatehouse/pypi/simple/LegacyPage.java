package dev.gatehouse.pypi.simple;

import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.trust.Accepted;
import dev.gatehouse.core.trust.VisibleIndex;
import dev.gatehouse.pypi.name.DistributionName;
import dev.gatehouse.pypi.name.PypiVersion;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * Writes the JSON document of earlier days. It holds what simple indexes tell; descriptions and
 * authors, which they do not, are left empty. Thread-safe.
 */
final class LegacyPage {
    private static final List<String> UNKNOWN_TEXTS =
            List.of(
                    "author",
                    "author_email",
                    "description",
                    "description_content_type",
                    "home_page",
                    "keywords",
                    "license",
                    "maintainer",
                    "maintainer_email",
                    "summary");

    private final JsonFactory factory = new JsonFactory();

    /** The release that the document is about. */
    static Optional<PypiRelease> about(
            Optional<Version> wanted, VisibleIndex<PypiRelease, PypiProject> index) {
        return wanted.or(() -> PypiVersion.highest(index.accepted().keySet()))
                .flatMap(index::find)
                .map(Accepted::release);
    }

    void write(
            OutputStream to,
            PypiRelease about,
            VisibleIndex<PypiRelease, PypiProject> index,
            ServedFiles files) {
        try (JsonGenerator out = factory.createGenerator(ObjectWriteContext.empty(), to)) {
            out.writeStartObject();
            info(out, about, index.name().value());
            out.writeNumberProperty("last_serial", 0);
            out.writeObjectPropertyStart("releases");
            for (Accepted<PypiRelease> accepted : index.accepted().values()) {
                PypiRelease release = accepted.release();
                if (!release.shown().isEmpty()) {
                    files(out, release.shown(), release, files);
                }
            }
            out.writeEndObject();
            files(out, "urls", about, files);
            out.writeArrayPropertyStart("vulnerabilities");
            out.writeEndArray();
            out.writeEndObject();
        }
    }

    private static void info(JsonGenerator out, PypiRelease about, String name) {
        out.writeObjectPropertyStart("info");
        out.writeStringProperty("name", name);
        out.writeStringProperty("version", about.shown());
        UNKNOWN_TEXTS.forEach(member -> out.writeStringProperty(member, ""));
        out.writeArrayPropertyStart("classifiers");
        out.writeEndArray();
        // null: unknown, so that clients look into the metadata; a list would be believed
        out.writeNullProperty("requires_dist");
        text(
                out,
                "requires_python",
                about.distributions().stream()
                        .flatMap(f -> f.requiresPython().stream())
                        .findFirst());
        boolean yanked = about.distributions().stream().allMatch(f -> f.yanked().isPresent());
        out.writeBooleanProperty("yanked", yanked);
        text(
                out,
                "yanked_reason",
                about.distributions().stream()
                        .flatMap(f -> f.yanked().stream())
                        .filter(reason -> yanked && !reason.isEmpty())
                        .findFirst());
        out.writeEndObject();
    }

    private static void files(
            JsonGenerator out, String member, PypiRelease release, ServedFiles files) {
        out.writeArrayPropertyStart(member);
        for (PypiFile file : files.of(release)) {
            DistributionName name = DistributionName.of(files.project(), file.name()).orElseThrow();
            file(out, file, name.kind());
        }
        out.writeEndArray();
    }

    private static void file(JsonGenerator out, PypiFile file, DistributionName.Kind kind) {
        out.writeStartObject();
        out.writeStringProperty("comment_text", "");
        out.writeObjectPropertyStart("digests");
        file.hashes().forEach(out::writeStringProperty);
        out.writeEndObject();
        out.writeNumberProperty("downloads", -1);
        out.writeStringProperty("filename", file.name().value());
        out.writeBooleanProperty("has_sig", file.gpgSig().orElse(false));
        text(out, "md5_digest", Optional.ofNullable(file.hashes().get("md5")));
        out.writeStringProperty("packagetype", packageType(kind));
        out.writeStringProperty("python_version", pythonVersion(file, kind));
        text(out, "requires_python", file.requiresPython());
        file.size().ifPresent(size -> out.writeNumberProperty("size", size));
        text(out, "upload_time", file.uploadTime().map(t -> t.replaceFirst("(\\.\\d+)?Z$", "")));
        text(out, "upload_time_iso_8601", file.uploadTime());
        out.writeStringProperty("url", file.location().toString());
        out.writeBooleanProperty("yanked", file.yanked().isPresent());
        text(out, "yanked_reason", file.yanked().filter(reason -> !reason.isEmpty()));
        out.writeEndObject();
    }

    private static void text(JsonGenerator out, String member, Optional<String> text) {
        if (text.isPresent()) {
            out.writeStringProperty(member, text.get());
        } else {
            out.writeNullProperty(member);
        }
    }

    private static String packageType(DistributionName.Kind kind) {
        return switch (kind) {
            case WHEEL -> "bdist_wheel";
            case SDIST -> "sdist";
            case EGG -> "bdist_egg";
            case OTHER -> "bdist_wininst";
        };
    }

    /** A wheel's third part from the end. */
    private static String pythonVersion(PypiFile file, DistributionName.Kind kind) {
        String[] parts = file.name().value().split("-", -1);
        return switch (kind) {
            case WHEEL -> parts.length < 3 ? "any" : parts[parts.length - 3];
            case SDIST -> "source";
            case EGG, OTHER -> "any";
        };
    }
}
