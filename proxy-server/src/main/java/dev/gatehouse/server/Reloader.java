package dev.gatehouse.server;

import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.load.LoadResult;
import dev.gatehouse.config.report.Problem;
import dev.gatehouse.server.LiveConfiguration.Step;
import dev.gatehouse.server.api.operation.Reloading;
import dev.gatehouse.server.managed.ConfigSource;
import dev.gatehouse.server.policy.PolicyLedger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
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
                    new Fixed("storage.directory", c -> c.storage().directory()),
                    new Fixed("pgp", GatehouseConfig::pgp),
                    new Fixed("osv", GatehouseConfig::osv),
                    new Fixed("telemetry", GatehouseConfig::telemetry));

    private final LiveConfiguration configuration;
    private final PolicyLedger policies;
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
            PolicyLedger policies,
            Identities identities,
            GatehouseConfig started,
            ConfigSource source) {
        this.configuration = configuration;
        this.policies = policies;
        this.identities = identities;
        this.started = started;
        this.source = source;
    }

    /** A key that a running server cannot change. */
    private record Fixed(String key, Function<GatehouseConfig, Object> value) {}

    @Override
    public Outcome reload(String by, boolean dry) throws IOException, InterruptedException {
        LoadResult result = source.load();
        String from = result.file().map(Path::toString).orElse("no file");
        Outcome outcome =
                switch (result) {
                    case LoadResult.Rejected rejected ->
                            new Outcome.Refused(from, lines(rejected.problems().errors()));
                    case LoadResult.Loaded loaded -> outcome(from, loaded, by, dry);
                };
        if (!dry) {
            log(outcome, by);
        }
        return outcome;
    }

    /** What files say of policies goes with the rest, or not at all. */
    private Outcome outcome(String from, LoadResult.Loaded loaded, String by, boolean dry)
            throws IOException, InterruptedException {
        PolicyLedger.Reading reading = policies.read(loaded.config().policies());
        if (!reading.problems().isEmpty()) {
            return new Outcome.Refused(from, lines(reading.problems()));
        }
        List<String> differences = policies.differences(reading);
        Outcome outcome = outcome(from, loaded, dry ? imagine(loaded) : take(loaded, from, by));
        if (outcome instanceof Outcome.Taken taken) {
            if (!dry) {
                policies.take(reading, by);
            }
            return taken.and(differences);
        }
        return outcome;
    }

    private Step imagine(LoadResult.Loaded loaded) throws IOException {
        return configuration.imagine(loaded.config());
    }

    private Step take(LoadResult.Loaded loaded, String from, String by) throws IOException {
        return configuration.take(loaded.config(), by, List.of(identities.taken(from, by)));
    }

    private Outcome outcome(String from, LoadResult.Loaded loaded, Step step) {
        return switch (step) {
            case Step.Wrong(List<Problem> problems) -> new Outcome.Refused(from, lines(problems));
            case Step.Made(GatehouseConfig before, GatehouseConfig after) ->
                    new Outcome.Taken(
                            from,
                            ConfigDiff.between(before, after),
                            lines(loaded.problems().warnings()),
                            FIXED.stream()
                                    .filter(f -> !same(f, loaded.config()))
                                    .map(Fixed::key)
                                    .toList());
        };
    }

    private static void log(Outcome outcome, String by) {
        switch (outcome) {
            case Outcome.Refused(String from, List<String> problems) -> {
                LOG.error("The configuration of {} cannot be used, nothing is changed", from);
                problems.forEach(problem -> LOG.error("{}", problem));
            }
            case Outcome.Taken taken -> {
                LOG.info("The configuration of {} is in force, taken by {}", taken.from(), by);
                taken.changes().forEach(change -> LOG.info("{}", change));
                taken.restart().forEach(key -> LOG.warn("A change of {} needs a restart", key));
                taken.warnings().forEach(warning -> LOG.warn("{}", warning));
            }
        }
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
        switch (configuration.take(config, "gatehouse", List.of())) {
            case Step.Made _ -> {}
            case Step.Wrong(List<Problem> problems) ->
                    throw new IllegalArgumentException(String.join("\n", lines(problems)));
        }
    }
}
