package dev.gatehouse.pypi.simple;

import static dev.gatehouse.pypi.simple.FileEntry.require;
import static dev.gatehouse.pypi.simple.FileEntry.text;

import dev.gatehouse.core.format.IndexDocument;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.ReleaseIndex;
import dev.gatehouse.pypi.name.PypiNames;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a project's page in JSON (PEP 691). Thread-safe. */
final class JsonProject {
    private static final long MOST_BYTES = 512L << 20;

    private final JsonFactory factory = JsonLimits.factory(MOST_BYTES);

    /**
     * Reads a document.
     *
     * @throws IllegalArgumentException if it is malformed or another project's
     */
    ReleaseIndex<PypiRelease, PypiProject> read(IndexKey key, IndexDocument document) {
        var text = StrictText.reader(document.content(), StandardCharsets.UTF_8);
        try (JsonParser in = factory.createParser(ObjectReadContext.empty(), text)) {
            Page page = new Page(new ProjectFiles(key.name(), document.url()));
            require(in.nextToken() == JsonToken.START_OBJECT, "an object");
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                in.nextToken();
                page.take(name, in);
            }
            require(in.nextToken() == null, "nothing behind the object");
            page.check(key);
            return ProjectReader.index(
                    key, page.project(), page.files, document.content().remaining());
        } catch (JacksonException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    /** What has been read of the page. */
    private static final class Page {
        private final ProjectFiles files;
        private @Nullable String version;
        private @Nullable String name;
        private boolean listed;
        private Optional<String> status = Optional.empty();
        private Optional<String> reason = Optional.empty();
        private List<String> tracks = List.of();
        private List<String> alternates = List.of();

        Page(ProjectFiles files) {
            this.files = files;
        }

        void take(String member, JsonParser in) {
            switch (member) {
                case "meta" -> members(in, member, this::meta);
                case "name" -> name = text(in, member);
                case "files" -> files(in);
                case "project-status" -> members(in, member, this::status);
                case "alternate-locations" -> alternates = strings(in, member);
                default -> in.skipChildren();
            }
        }

        void check(IndexKey key) {
            require(version != null, "meta.api-version");
            require(listed, "files");
            require(
                    name != null && PypiNames.isSpelling(name, key.name()),
                    "the page of " + key.name() + ", not of " + name);
        }

        PypiProject project() {
            return new PypiProject(status, reason, tracks, alternates);
        }

        private void meta(String member, JsonParser in) {
            switch (member) {
                case "api-version" -> {
                    String told = text(in, member);
                    ProjectReader.requireVersion(String.valueOf(told));
                    version = told;
                }
                case "tracks" -> tracks = strings(in, member);
                default -> in.skipChildren();
            }
        }

        private void status(String member, JsonParser in) {
            switch (member) {
                case "status" -> status = Optional.ofNullable(text(in, member));
                case "reason" -> reason = Optional.ofNullable(text(in, member));
                default -> in.skipChildren();
            }
        }

        private void files(JsonParser in) {
            require(in.currentToken() == JsonToken.START_ARRAY, "an array as files");
            while (in.nextToken() != JsonToken.END_ARRAY) {
                files.add(FileEntry.read(in));
            }
            listed = true;
        }

        /** Takes one member of an object. */
        @FunctionalInterface
        private interface Taking {
            void take(String member, JsonParser in);
        }

        private static void members(JsonParser in, String of, Taking taking) {
            if (in.currentToken() == JsonToken.VALUE_NULL) {
                return;
            }
            require(in.currentToken() == JsonToken.START_OBJECT, "an object as " + of);
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                in.nextToken();
                taking.take(name, in);
            }
        }

        private static List<String> strings(JsonParser in, String of) {
            if (in.currentToken() == JsonToken.VALUE_NULL) {
                return List.of();
            }
            require(in.currentToken() == JsonToken.START_ARRAY, "an array as " + of);
            List<String> strings = new ArrayList<>();
            while (in.nextToken() != JsonToken.END_ARRAY) {
                require(in.currentToken() == JsonToken.VALUE_STRING, "strings in " + of);
                strings.add(in.getString());
            }
            return strings;
        }
    }
}
