package dev.gatehouse.pypi.simple;

import dev.gatehouse.core.model.FileName;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The JSON form of files, that of PEP 691: what a simple index says of them, and what is kept of a
 * release that was published here. Thread-safe.
 */
public final class FileEntries {
    private static final int MOST_BYTES = 64 << 20;
    private static final URI NOWHERE = URI.create("");

    private final JsonFactory factory = JsonLimits.factory(MOST_BYTES);

    /** The files as an array; what a local release keeps as its manifest. */
    public String write(List<PypiFile> files) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = factory.createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartArray();
            for (PypiFile file : files) {
                write(out, file, file.name().value());
            }
            out.writeEndArray();
        }
        return text.toString();
    }

    /**
     * Reads what {@link #write(List)} wrote; nothing from an empty text.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public List<PypiFile> read(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        try (JsonParser in = factory.createParser(ObjectReadContext.empty(), text)) {
            List<PypiFile> files = new ArrayList<>();
            FileEntry.require(in.nextToken() == JsonToken.START_ARRAY, "an array of files");
            while (in.nextToken() != JsonToken.END_ARRAY) {
                FileEntry entry = FileEntry.read(in);
                files.add(entry.at(new FileName(entry.name()), NOWHERE, NOWHERE));
            }
            return List.copyOf(files);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("files that cannot be read: " + e.getMessage(), e);
        }
    }

    /** Writes one file as an object, with that link to it. */
    static void write(JsonGenerator out, PypiFile file, String url) {
        out.writeStartObject();
        out.writeStringProperty("filename", file.name().value());
        out.writeStringProperty("url", url);
        hashes(out, "hashes", file.hashes());
        file.requiresPython().ifPresent(p -> out.writeStringProperty("requires-python", p));
        file.size().ifPresent(size -> out.writeNumberProperty("size", size));
        file.uploadTime().ifPresent(time -> out.writeStringProperty("upload-time", time));
        yanked(out, file);
        metadata(out, file);
        file.gpgSig().ifPresent(there -> out.writeBooleanProperty("gpg-sig", there));
        file.provenance().ifPresent(at -> out.writeStringProperty("provenance", at.toString()));
        out.writeEndObject();
    }

    private static void yanked(JsonGenerator out, PypiFile file) {
        String reason = file.yanked().orElse("");
        if (reason.isEmpty()) {
            out.writeBooleanProperty("yanked", file.yanked().isPresent());
        } else {
            out.writeStringProperty("yanked", reason);
        }
    }

    /** Under the old name as well: PEP 714 lets clients of PEP 658's first days find it. */
    private static void metadata(JsonGenerator out, PypiFile file) {
        for (String name : List.of("core-metadata", "data-dist-info-metadata")) {
            Map<String, String> told = file.coreMetadata().orElse(Map.of());
            if (told.isEmpty()) {
                out.writeBooleanProperty(name, file.coreMetadata().isPresent());
            } else {
                hashes(out, name, told);
            }
        }
    }

    private static void hashes(JsonGenerator out, String name, Map<String, String> hashes) {
        out.writeObjectPropertyStart(name);
        hashes.forEach(out::writeStringProperty);
        out.writeEndObject();
    }
}
