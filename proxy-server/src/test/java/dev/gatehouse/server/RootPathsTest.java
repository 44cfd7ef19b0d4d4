package dev.gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.load.ConfigLoader;
import dev.gatehouse.config.load.ConfigLocations;
import dev.gatehouse.config.load.LoadResult;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Target;
import dev.gatehouse.core.proxy.MountFinder.Way;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class RootPathsTest {
    private static final String REPOSITORIES =
            """
            server: {default-npm-repository: main}
            repositories:
              main: {npm: {}, pypi: {}}
              single: {host: npm.example, npm: {}}
              several: {host: all.example, npm: {}, maven: {}, pypi: {}}
            """;

    @ParameterizedTest
    @CsvSource({
        "http://localhost/, main/npm/left-pad, by path",
        "http://localhost/, -/npm/v1/keys, main npm 0 http://localhost/main/npm/",
        "http://localhost/, left-pad/-/left-pad-1.0.0.tgz, main npm 0 http://localhost/main/npm/",
        "http://localhost/, @a/b/-/b-1.0.0.tgz, main npm 0 http://localhost/main/npm/",
        "http://localhost/, left-pad, by path",
        "https://npm.example/, left-pad, single npm 0 https://npm.example/",
        "https://npm.example/, api, single npm 0 https://npm.example/",
        "https://npm.example/, main/npm/left-pad, single npm 0 https://npm.example/",
        "https://all.example:444/, pypi/simple/a, several pypi 1 https://all.example:444/pypi/",
        "https://all.example/, maven/a/b, several maven 1 https://all.example/maven/",
        "https://all.example/, left-pad/-/left-pad-1.0.0.tgz, several npm 0"
                + " https://all.example/npm/",
        "https://all.example/, main/npm/left-pad, several main 1 https://all.example/main/",
        "https://all.example/, @a/b, nowhere",
    })
    void aPathThatDoesNotNameARepositoryBelongsToTheHostsOrTheDefaultOne(
            String base, String path, String way) {
        List<String> segments = List.of(path.split("/"));
        Target target = new Target(segments, false, Map.of(), "/" + path);
        RequestHead head =
                new RequestHead(
                        Method.GET, target, Headers.none(), URI.create(base), "203.0.113.5");

        Way found = RootPaths.of(config()).of(head);

        assertThat(told(found)).isEqualTo(way);
    }

    private static String told(Way way) {
        return switch (way) {
            case Way.ByPath _ -> "by path";
            case Way.Nowhere _ -> "nowhere";
            case Way.At(var place, int passed, URI base) ->
                    place.repository() + " " + place.format() + " " + passed + " " + base;
        };
    }

    private static GatehouseConfig config() {
        Path here = Path.of("");
        LoadResult result =
                new ConfigLoader(new ConfigLocations(here, here), Map.of(), Map.of())
                        .load(REPOSITORIES, Path.of("gatehouse.yaml"));
        return ((LoadResult.Loaded) result).config();
    }
}
