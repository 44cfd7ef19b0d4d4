package dev.gatehouse.pypi.publish;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.pypi.archive.CoreMetadata;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;

/**
 * What the metadata of a published file say of it for people, kept in the document of its name: an
 * object with a member for each file. Names that were published earlier have none.
 *
 * @param name of the project as its author spells it
 */
record Declared(String name, String summary, String license) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LONGEST = 1000;

    static Declared of(CoreMetadata metadata) {
        return new Declared(metadata.name(), cut(metadata.summary()), cut(metadata.license()));
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    /** What is kept of that file. */
    static Optional<Declared> in(String document, FileName file) {
        JsonNode kept = document(document).path(file.value());
        return kept.isObject()
                ? Optional.of(
                        new Declared(
                                kept.path("name").asString(""),
                                kept.path("summary").asString(""),
                                kept.path("license").asString("")))
                : Optional.empty();
    }

    /** The document with it. */
    String addedTo(String document, FileName file) {
        ObjectNode all = document(document);
        all.putObject(file.value())
                .put("name", name)
                .put("summary", summary)
                .put("license", license);
        return all.toString();
    }

    private static ObjectNode document(String text) {
        if (text.isEmpty()) {
            return JSON.createObjectNode();
        }
        try {
            if (JSON.readTree(text) instanceof ObjectNode document) {
                return document;
            }
        } catch (JacksonException e) {
            throw new IllegalStateException("what is stored of a name is unreadable", e);
        }
        throw new IllegalStateException("what is stored of a name is no object");
    }
}
