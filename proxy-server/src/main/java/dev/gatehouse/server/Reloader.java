package dev.gatehouse.server;

import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.load.LoadResult;
import dev.gatehouse.config.report.Problem;
import dev.gatehouse.server.api.operation.Reloading;
import dev.gatehouse.server.managed.ConfigSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Reads the configuration anew and takes it: in force for the next request, or not at all.
 * Thread-safe.
 */
final class Reloader implements Reloading {
    private static final Logger LOG = LoggerFactory.getLogger(Reloader.class);
    private static final List<Fixed> FIXED =
            List.of(
                    new Fixed("workspace", GatehouseConfig::workspace),
                    new Fixed("server.listen", c -> c.server().listen()),
                    new Fixed("server.tls", c -> c.server().tls()),
                    new Fixed("server.max-connections", c -> c.server().limits().connections()),
                    new Fixed("server.max-in-flight", c -> c.server().limits().inFlight()),
                    new Fixed("server.max-upload", c -> c.server().limits().upload()),
                    new Fixed("storage.directory", c -> c.storage().directory()));

    private final LiveConfiguration configuration;
    private final Identities identities;
    private final GatehouseConfig started;
    private final ConfigSource source;

    /**
     * A reloader.
     *
     * @param started the configuration of the start, which what cannot change goes by
     * @param source reads the configuration as it is now
     */
    Reloader(
            LiveConfiguration configuration,
            Identities identities,
            GatehouseConfig started,
            ConfigSource source) {
        this.configuration = configuration;
        this.identities = identities;
        this.started = started;
        this.source = source;
    }

    /** A key that a running server cannot change. */
    private record Fixed(String key, Function<GatehouseConfig, Object> value) {}

    @Override
    public Outcome reload(String by) throws IOException {
        LoadResult result = source.load();
        String from = from(result);
        return switch (result) {
            case LoadResult.Rejected rejected -> refused(from, rejected.problems().errors());
            case LoadResult.Loaded loaded -> {
                List<Problem> wrong =
                        configuration.take(
                                loaded.config(), by, List.of(identities.taken(from, by)));
                yield wrong.isEmpty() ? taken(from, loaded, by) : refused(from, wrong);
            }
        };
    }

    private static String from(LoadResult result) {
        return result.file().map(Path::toString).orElse("no file");
    }

    private Outcome refused(String from, List<Problem> problems) {
        LOG.error("The configuration of {} cannot be used, nothing is changed", from);
        problems.forEach(problem -> LOG.error("{}", problem));
        return new Outcome.Refused(from, lines(problems));
    }

    private Outcome taken(String from, LoadResult.Loaded loaded, String by) {
        List<String> restart =
                FIXED.stream().filter(f -> !same(f, loaded.config())).map(Fixed::key).toList();
        LOG.info("The configuration of {} is in force, taken by {}", from, by);
        restart.forEach(key -> LOG.warn("A change of {} needs a restart", key));
        List<String> warnings = new ArrayList<>(lines(loaded.problems().warnings()));
        warnings.forEach(warning -> LOG.warn("{}", warning));
        return new Outcome.Taken(from, warnings, restart);
    }

    private boolean same(Fixed fixed, GatehouseConfig now) {
        return fixed.value().apply(started).equals(fixed.value().apply(now));
    }

    private static List<String> lines(List<Problem> problems) {
        return problems.stream().map(Problem::toString).toList();
    }

    /**
     * Takes a configuration.
     *
     * @throws IllegalArgumentException when it cannot be used; then nothing is changed
     */
    void take(GatehouseConfig config) throws IOException {
        List<Problem> wrong = configuration.take(config, "gatehouse", List.of());
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", lines(wrong)));
        }
    }
}
