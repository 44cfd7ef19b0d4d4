package dev.gatehouse.server.api.repos;

import dev.gatehouse.core.http.Response;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.Json;

import java.util.List;
import java.util.Map;

/** What Cloudsmith's clients ask on their way. Thread-safe. */
final class ServiceEndpoints {
    private final Book book;
    private final Json json;

    ServiceEndpoints(Book book, Json json) {
        this.book = book;
        this.json = json;
    }

    /** Nothing is limited but by load. */
    Response limits(ApiCall call) {
        return json.answer(200, Map.of("resources", Map.of()));
    }

    Response formats(ApiCall call) {
        return json.answer(
                200,
                List.of(
                        format("npm", "npm", "JavaScript packages", List.of(".tgz")),
                        format(
                                "python",
                                "Python",
                                "Python packages",
                                List.of(".whl", ".tar.gz", ".zip")),
                        format(
                                "maven",
                                "Maven",
                                "Java packages",
                                List.of(".jar", ".pom", ".war", ".aar"))));
    }

    private static Map<String, Object> format(
            String slug, String name, String description, List<String> extensions) {
        return Map.of(
                "slug",
                slug,
                "name",
                name,
                "description",
                description,
                "extensions",
                extensions,
                "premium",
                false,
                "supports",
                Map.of(
                        "distributions",
                        false,
                        "file_lists",
                        false,
                        "metadata",
                        true,
                        "versioning",
                        true,
                        "upstreams",
                        Map.of("proxying", true, "caching", true, "trust", true)));
    }

    /** What is managed, as a file would declare it. */
    Response export(ApiCall call) {
        Book.requireManaged(book.now().declaredAt());
        return json.answer(200, Map.of("configuration", Export.of(book.book().managed())));
    }
}
