package dev.gatehouse.pypi.simple;

import dev.gatehouse.core.trust.Accepted;
import dev.gatehouse.core.trust.VisibleIndex;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import java.io.OutputStream;
import java.util.List;

/** Writes a project's page in JSON (PEP 691). Thread-safe. */
final class JsonPage {
    private final JsonFactory factory = new JsonFactory();

    void write(
            OutputStream to,
            VisibleIndex<PypiRelease, PypiProject> index,
            PypiProject project,
            List<PypiFile> files) {
        try (JsonGenerator out = factory.createGenerator(ObjectWriteContext.empty(), to)) {
            out.writeStartObject();
            meta(out, project, files);
            out.writeStringProperty("name", index.name().value());
            status(out, project);
            strings(out, "alternate-locations", project.alternateLocations());
            versions(out, index);
            out.writeArrayPropertyStart("files");
            for (PypiFile file : files) {
                FileEntries.write(out, file, file.location().toString());
            }
            out.writeEndArray();
            out.writeEndObject();
        }
    }

    private static void meta(JsonGenerator out, PypiProject project, List<PypiFile> files) {
        boolean sized = files.stream().allMatch(f -> f.size().isPresent());
        out.writeObjectPropertyStart("meta");
        out.writeStringProperty(
                "api-version",
                sized ? ProjectWriter.API_VERSION : ProjectWriter.API_VERSION_WITHOUT_SIZES);
        strings(out, "tracks", project.tracks());
        out.writeEndObject();
    }

    private static void status(JsonGenerator out, PypiProject project) {
        if (project.status().isPresent()) {
            out.writeObjectPropertyStart("project-status");
            out.writeStringProperty("status", project.status().get());
            project.statusReason().ifPresent(r -> out.writeStringProperty("reason", r));
            out.writeEndObject();
        }
    }

    private static void strings(JsonGenerator out, String name, List<String> strings) {
        if (!strings.isEmpty()) {
            out.writeArrayPropertyStart(name);
            strings.forEach(out::writeString);
            out.writeEndArray();
        }
    }

    /** Of a file whose version cannot be known no version is listed. */
    private static void versions(JsonGenerator out, VisibleIndex<PypiRelease, PypiProject> index) {
        out.writeArrayPropertyStart("versions");
        index.accepted().values().stream()
                .map(Accepted::release)
                .map(PypiRelease::shown)
                .filter(v -> !v.isEmpty())
                .forEach(out::writeString);
        out.writeEndArray();
    }
}
