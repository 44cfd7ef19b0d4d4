package dev.gatehouse.config.load;

import dev.gatehouse.config.FormatConfig;
import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.RepositoryName;
import dev.gatehouse.config.UpstreamConfig;
import dev.gatehouse.config.report.Problem;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Loads texts with a scripted environment and command line. */
final class Loading {
    static final Path BASE = Path.of("").toAbsolutePath();

    final Map<String, String> environment = new LinkedHashMap<>();
    final Map<String, String> commandLine = new LinkedHashMap<>();
    private final Path directory;

    Loading() {
        this(BASE);
    }

    Loading(Path directory) {
        this.directory = directory;
    }

    Loading env(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Loading argument(String path, String value) {
        commandLine.put(path, value);
        return this;
    }

    LoadResult load(String yaml) {
        ConfigLocations locations = new ConfigLocations(directory, directory);
        return new ConfigLoader(locations, environment, commandLine)
                .load(yaml, Path.of("gatehouse.yaml"));
    }

    GatehouseConfig config(String yaml) {
        return loaded(yaml).config();
    }

    LoadResult.Loaded loaded(String yaml) {
        return switch (load(yaml)) {
            case LoadResult.Loaded loaded -> loaded;
            case LoadResult.Rejected rejected ->
                    throw new AssertionError(rejected.problems().toString());
        };
    }

    List<String> errors(String yaml) {
        return lines(load(yaml).problems().errors());
    }

    List<String> warnings(String yaml) {
        return lines(loaded(yaml).problems().warnings());
    }

    static FormatConfig format(GatehouseConfig config, FormatName format) {
        return config.repositories()
                .flatMap(all -> all.find(new RepositoryName("main")))
                .flatMap(main -> main.format(format))
                .orElseThrow();
    }

    static UpstreamConfig upstream(GatehouseConfig config) {
        return format(config, FormatName.NPM).upstreams().getFirst();
    }

    /** One npm upstream with these further lines, which need no indentation. */
    static String withUpstream(String... lines) {
        StringBuilder yaml =
                new StringBuilder(
                        """
                        repositories:
                          main:
                            npm:
                              upstreams:
                                - name: internal
                        """);
        if (Optional.of(String.join("\n", lines))
                .filter(text -> text.startsWith("url:"))
                .isEmpty()) {
            yaml.append("          url: https://npm.internal.example/\n");
        }
        for (String line : lines) {
            yaml.append("          ").append(line).append('\n');
        }
        return yaml.toString();
    }

    private static List<String> lines(List<Problem> problems) {
        return problems.stream().map(Problem::toString).toList();
    }
}
