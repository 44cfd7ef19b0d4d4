package dev.gatehouse.server.cli;

import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.GatehouseConfig;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The options that commands have in common. */
final class Shared {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration; default: ./gatehouse.yaml, else /etc/gatehouse/.")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--json", description = "Print JSON, for scripts.")
    private boolean json;

    Optional<Path> config() {
        return config;
    }

    boolean json() {
        return json;
    }

    /** The configuration in force. */
    GatehouseConfig require(Place place) {
        Settings settings = new Settings(place);
        return settings.require(settings.load(config, Map.of()));
    }

    /** The workspace of the server, as it stands in paths. */
    String workspace(Session session) {
        return require(session.place()).workspace().value();
    }

    /** The path of the API that is about a repository. */
    static String trust(
            Session session, GatehouseConfig config, Optional<String> repository, String format)
            throws InterruptedException {
        return "trust/"
                + config.workspace()
                + "/"
                + ServerClient.segment(
                        Repositories.name(session, config, repository, known(format)))
                + "/";
    }

    /** The path of the API that is about a name. */
    static String name(
            Session session,
            GatehouseConfig config,
            Optional<String> repository,
            String format,
            String name)
            throws InterruptedException {
        return trust(session, config, repository, format)
                + "names/"
                + known(format).key()
                + "/"
                + ServerClient.segment(name)
                + "/";
    }

    /** The format of that name. */
    static FormatName known(String format) {
        return switch (format.toLowerCase(Locale.ROOT)) {
            case "npm" -> FormatName.NPM;
            case "pypi", "python" -> FormatName.PYPI;
            case "maven" -> FormatName.MAVEN;
            default ->
                    throw new CommandException(
                            CommandException.USAGE,
                            "'" + format + "' is no format: expected npm, pypi or maven");
        };
    }
}
