package dev.gatehouse.pypi.simple;

import dev.gatehouse.core.format.BadUpstreamException;
import dev.gatehouse.core.format.IndexDocument;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.ReleaseIndex;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * Reads an upstream's page of one project by its declared type; nothing is guessed. Thread-safe.
 */
public final class ProjectReader {
    private final JsonProject json = new JsonProject();

    /**
     * Reads a document.
     *
     * @throws BadUpstreamException if it is malformed, of another type, or another project's
     */
    public ReleaseIndex<PypiRelease, PypiProject> read(IndexKey key, IndexDocument document)
            throws BadUpstreamException {
        String[] type = document.contentType().split(";", -1);
        MediaType known = known(key, type[0].strip());
        try {
            Charset charset = charset(type);
            return known == MediaType.JSON
                    ? json.read(key, document)
                    : new HtmlProject(key.name(), document.url())
                            .read(key, document.content(), charset);
        } catch (IllegalArgumentException | IOException | UncheckedIOException e) {
            throw new BadUpstreamException(
                    "page of " + key.name() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static MediaType known(IndexKey key, String type) throws BadUpstreamException {
        for (MediaType one : MediaType.values()) {
            if (one.text().equals(type.toLowerCase(Locale.ROOT))) {
                return one;
            }
        }
        throw new BadUpstreamException(
                "page of %s of type '%s': expected %s, %s or %s"
                        .formatted(
                                key.name(),
                                type,
                                MediaType.JSON.text(),
                                MediaType.HTML.text(),
                                MediaType.TEXT_HTML.text()));
    }

    private static Charset charset(String[] type) {
        for (int i = 1; i < type.length; i++) {
            String parameter = type[i].strip().toLowerCase(Locale.ROOT).replace("\"", "");
            if (parameter.startsWith("charset=")) {
                return switch (parameter.substring("charset=".length())) {
                    case "utf-8", "utf8" -> StandardCharsets.UTF_8;
                    case "us-ascii" -> StandardCharsets.US_ASCII;
                    case "iso-8859-1" -> StandardCharsets.ISO_8859_1;
                    default -> throw new IllegalArgumentException(parameter);
                };
            }
        }
        return StandardCharsets.UTF_8;
    }

    /** The index of these files, of which a quarantined project offers none (PEP 792). */
    static ReleaseIndex<PypiRelease, PypiProject> index(
            IndexKey key, PypiProject project, ProjectFiles files, long documentBytes) {
        return new ReleaseIndex<>(
                key,
                project.isQuarantined() ? Map.of() : files.releases(),
                project,
                documentBytes + 600L * files.size());
    }

    /**
     * Refuses a later version of the interface than is understood here.
     *
     * @throws IllegalArgumentException if its major version is not 1
     */
    static void requireVersion(String version) {
        if (!version.matches("1\\.[0-9]{1,9}")) {
            throw new IllegalArgumentException(
                    "version '" + version + "' of the simple API: expected 1.x");
        }
    }
}
