package dev.gatehouse.server.api.repos;

import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.report.Place;
import dev.gatehouse.config.report.Problem;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.ApiException;
import dev.gatehouse.server.api.call.Repositories;
import dev.gatehouse.server.managed.Configured;
import dev.gatehouse.server.managed.ConfiguredRepository;
import dev.gatehouse.server.managed.ConfiguredUpstream;
import dev.gatehouse.server.managed.RepositoryBook;
import dev.gatehouse.server.managed.RepositoryBook.Edit;
import dev.gatehouse.server.managed.RepositoryBook.Outcome;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Finds what a call is about, and tells it what came of a change. Thread-safe. */
record Book(RepositoryBook book, Repositories repositories) {
    Configured now() {
        return book.now();
    }

    /** The repository of the path. */
    ConfiguredRepository repository(ApiCall call) {
        repositories.requireWorkspace(call);
        return find(now(), call.variable("repository"));
    }

    static ConfiguredRepository find(Configured configured, String name) {
        return configured.find(name).orElseThrow(() -> missing(name));
    }

    static ApiException missing(String repository) {
        return ApiException.missing("There is no repository " + repository + ".");
    }

    /** The upstream of the path. */
    ConfiguredUpstream upstream(ApiCall call, ConfiguredRepository repository) {
        return find(repository, format(call), call.variable("upstream"));
    }

    static ConfiguredUpstream find(
            ConfiguredRepository repository, FormatName format, String slug) {
        return repository.upstream(format, slug).orElseThrow(() -> missingUpstream(slug));
    }

    static ApiException missingUpstream(String slug) {
        return ApiException.missing("There is no upstream " + slug + ".");
    }

    /** The format of the path, by our name or Cloudsmith's. */
    static FormatName format(ApiCall call) {
        return switch (call.variable("format")) {
            case "npm" -> FormatName.NPM;
            case "python", "pypi" -> FormatName.PYPI;
            case "maven" -> FormatName.MAVEN;
            default ->
                    throw ApiException.missing(
                            "There is no format "
                                    + call.variable("format")
                                    + "; expected npm, python or maven.");
        };
    }

    /** Refuses to change what stands in a file. */
    static void requireManaged(Optional<Place> declaredAt) {
        if (declaredAt.isPresent()) {
            throw declared(declaredAt.get());
        }
    }

    private static ApiException declared(Place place) {
        return ApiException.conflict(
                "This is declared at " + place + ": change it there, then run `gatehouse reload`.");
    }

    /**
     * Makes a change.
     *
     * @param fieldOf the field of the API that sets a key of the file
     */
    Configured change(ApiCall call, UnaryOperator<String> fieldOf, Edit edit) throws IOException {
        return switch (book.change(call.by(), edit)) {
            case Outcome.Done(Configured now) -> now;
            case Outcome.Declared(Place place) -> throw declared(place);
            case Outcome.Wrong(List<Problem> problems) ->
                    throw ApiException.unprocessable(fields(problems, fieldOf));
        };
    }

    private static Map<String, List<String>> fields(
            List<Problem> problems, UnaryOperator<String> fieldOf) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (Problem problem : problems) {
            String key =
                    problem.path()
                            .substring(problem.path().lastIndexOf('.') + 1)
                            .replaceFirst("\\[\\d+]$", "");
            // Where the other one stands in the store says nothing to anybody.
            String message =
                    problem.message()
                            .replaceFirst(" the one at managed repository .*", " another one");
            fields.computeIfAbsent(fieldOf.apply(key), _ -> new ArrayList<>()).add(message);
        }
        return fields;
    }
}
