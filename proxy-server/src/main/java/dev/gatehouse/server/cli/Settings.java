package dev.gatehouse.server.cli;

import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.ListenAddress;
import dev.gatehouse.config.RepositoryConfig;
import dev.gatehouse.config.discovery.ImpliedFileHosts;
import dev.gatehouse.config.load.ConfigLoader;
import dev.gatehouse.config.load.ConfigLocations;
import dev.gatehouse.config.load.LoadResult;
import dev.gatehouse.server.managed.ConfigSource;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Finds and reads the configuration for commands. */
final class Settings {
    private final Place place;

    Settings(Place place) {
        this.place = place;
    }

    /** What became of the configuration in force, with values of the command line over it. */
    LoadResult load(Optional<Path> named, Map<String, String> commandLine) {
        return new ConfigLoader(locations(), place.environment(), commandLine).load(named);
    }

    /** The same for a server, which also reaches what its clients' defaults imply. */
    LoadResult served(Optional<Path> named, Map<String, String> commandLine) {
        LoadResult result = load(named, commandLine);
        return switch (result) {
            case LoadResult.Rejected rejected -> rejected;
            case LoadResult.Loaded loaded ->
                    new LoadResult.Loaded(
                            loaded.file(),
                            loaded.problems(),
                            withFileHosts(loaded.config(), new ImpliedFileHosts(place.machine())),
                            loaded.effective());
        };
    }

    /** Where a server has its configuration from. */
    ConfigSource source(Optional<Path> named, Map<String, String> commandLine) {
        ImpliedFileHosts implied = new ImpliedFileHosts(place.machine());
        return new ConfigSource() {
            @Override
            public LoadResult load() {
                return served(named, commandLine);
            }

            @Override
            public GatehouseConfig complete(GatehouseConfig config) {
                return withFileHosts(config, implied);
            }
        };
    }

    private static GatehouseConfig withFileHosts(GatehouseConfig config, ImpliedFileHosts implied) {
        try {
            return implied.in(config);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(CommandException.USAGE, "interrupted while pip was asked");
        }
    }

    /** What a text would be as that file. */
    LoadResult load(String text, Path file) {
        return new ConfigLoader(locations(), place.environment(), Map.of()).load(text, file);
    }

    private ConfigLocations locations() {
        return ConfigLocations.from(place.workingDirectory());
    }

    /**
     * The configuration.
     *
     * @throws CommandException when it has errors, which it then lists
     */
    GatehouseConfig require(LoadResult result) {
        return switch (result) {
            case LoadResult.Loaded loaded -> loaded.config();
            case LoadResult.Rejected rejected ->
                    throw new CommandException(
                            CommandException.USAGE,
                            "the configuration cannot be used:\n" + rejected.problems());
        };
    }

    /** Where clients on this machine reach a server that listens as configured, with that port. */
    static URI address(GatehouseConfig config, int port) {
        ListenAddress listen = config.server().listen();
        String host = listen.host().toString();
        boolean everywhere = host.equals("0.0.0.0") || host.equals("[::]");
        String named = everywhere || listen.isLoopback() ? "localhost" : host;
        String scheme = config.server().tls().isPresent() ? "https" : "http";
        return URI.create(scheme + "://" + named + ":" + port + "/");
    }

    /** What clients are to be pointed at. */
    static URI base(GatehouseConfig config, int port) {
        return config.server().publicUrl().orElseGet(() -> address(config, port));
    }

    /** The declared repository of that name. */
    static Optional<RepositoryConfig> find(GatehouseConfig config, String repository) {
        return config.repositories().stream()
                .flatMap(r -> r.all().stream())
                .filter(r -> r.name().value().equals(repository))
                .findFirst();
    }

    /** What the clients of a format are given: at the repository's own host, if it has one. */
    static URI clientUrl(GatehouseConfig config, String repository, FormatName format, int port) {
        URI base = base(config, port);
        String below = format == FormatName.PYPI ? "simple/" : "";
        Optional<RepositoryConfig> own =
                find(config, repository).filter(found -> found.host().isPresent());
        if (own.isEmpty()) {
            return base.resolve(repository + "/" + format.key() + "/" + below);
        }
        String authority =
                own.get().host().map(Object::toString).orElseThrow()
                        + (base.getPort() < 0 ? "" : ":" + base.getPort());
        String path = own.get().formats().size() == 1 ? "" : format.key() + "/";
        return URI.create(base.getScheme() + "://" + authority + "/" + path + below);
    }

    /** The repository of that name, or the first that has the format. */
    static String repository(GatehouseConfig config, Optional<String> name, FormatName format) {
        return name.or(
                        () ->
                                config.repositories().stream()
                                        .flatMap(r -> r.all().stream())
                                        .filter(r -> r.format(format).isPresent())
                                        .map(RepositoryConfig::name)
                                        .map(Object::toString)
                                        .findFirst())
                .orElseThrow(
                        () -> new CommandException(CommandException.USAGE, none(config, format)));
    }

    private static String none(GatehouseConfig config, FormatName format) {
        return config.repositories().isEmpty()
                ? "repositories are managed while the server runs; name one with --repository"
                        + " (gatehouse repo list shows them)"
                : "no repository serves "
                        + format.key()
                        + "; name one with --repository, or add one to gatehouse.yaml"
                        + " (gatehouse init writes the first)";
    }
}
