package dev.gatehouse.server;

import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.RepositoryConfig;
import dev.gatehouse.config.RepositoryName;
import dev.gatehouse.core.http.Target;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.proxy.Catalogue.Place;
import dev.gatehouse.core.proxy.RepositoryRouter.RootMount;

import java.util.List;
import java.util.Optional;

/**
 * Which repository answers the calls in which npm drops the path of the registry: {@code /-/npm/…}
 * (trusted publishing, attestations) and {@code /{package}/-/{file}.tgz} (lock files), never {@code
 * /{name}}.
 *
 * @param repository the configured one, or the only one that serves npm; without it nobody answers
 */
record RootCalls(Optional<String> repository) implements RootMount {
    private static final FormatId NPM = new FormatId("npm");

    static RootCalls of(GatehouseConfig config) {
        List<String> npm =
                config.repositories().stream()
                        .flatMap(r -> r.all().stream())
                        .filter(
                                r ->
                                        r.formats().keySet().stream()
                                                .anyMatch(f -> f.key().equals("npm")))
                        .map(RepositoryConfig::name)
                        .map(RepositoryName::value)
                        .toList();
        Optional<String> only = npm.size() == 1 ? Optional.of(npm.getFirst()) : Optional.empty();
        return new RootCalls(
                config.server().defaultNpmRepository().map(RepositoryName::value).or(() -> only));
    }

    @Override
    public Optional<Place> of(Target target) {
        return isNpm(target.segments()) ? repository.map(r -> new Place(r, NPM)) : Optional.empty();
    }

    private static boolean isNpm(List<String> segments) {
        int size = segments.size();
        if (size > 2 && segments.get(0).equals("-") && segments.get(1).equals("npm")) {
            return true;
        }
        boolean file =
                size > 2
                        && segments.get(size - 2).equals("-")
                        && segments.get(size - 1).endsWith(".tgz");
        boolean scoped = size == 4 && segments.getFirst().startsWith("@");
        return file && (size == 3 || scoped);
    }
}
