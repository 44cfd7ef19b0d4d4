package dev.gatehouse.server;

import dev.gatehouse.config.Secret;
import dev.gatehouse.config.discovery.LocalProcessRunner;
import dev.gatehouse.core.proxy.Journal;
import dev.gatehouse.server.access.FirstAdmin;
import dev.gatehouse.server.access.TokenBook;
import dev.gatehouse.server.access.UserBook;
import dev.gatehouse.server.cli.GatehouseCommand;
import dev.gatehouse.server.cli.Place;
import dev.gatehouse.server.cli.ServerStarter;
import dev.gatehouse.server.store.StoreDirectory;
import dev.gatehouse.server.store.UlidIds;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Where the process begins: reads the machine once and passes on what it found. */
public final class Main {
    private static final Duration CLIENT = Duration.ofSeconds(15);

    private Main() {}

    /** Runs one command. */
    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        Path here = Path.of("").toAbsolutePath();
        String account = System.getProperty("user.home", "/");
        Path home = Path.of(environment.getOrDefault("HOME", account));
        InstantSource clock = InstantSource.system();
        System.exit(
                GatehouseCommand.run(
                        arguments,
                        new Place(
                                here,
                                home,
                                Path.of(account),
                                environment,
                                new LocalProcessRunner(CLIENT)),
                        (config, source) ->
                                running(Wiring.start(config, source, environment, clock)),
                        directory -> firstToken(directory, clock),
                        Wiring.names()));
    }

    private static ServerStarter.Running running(Gatehouse server) {
        return new ServerStarter.Running() {
            @Override
            public int port() {
                return server.port();
            }

            @Override
            public void reload(String by) throws IOException, InterruptedException {
                var _ = server.reload(by);
            }

            @Override
            public void close() throws IOException {
                server.close();
            }
        };
    }

    private static Optional<Secret> firstToken(Path directory, InstantSource clock)
            throws IOException {
        SecureRandom random = new SecureRandom();
        UlidIds ids = new UlidIds(clock, random);
        try (StoreDirectory store = StoreDirectory.open(directory, clock, ids)) {
            Journal journal = new Journal(store.metadata(), ids::next, clock);
            return FirstAdmin.make(
                    TokenBook.load(
                            store.metadata(),
                            journal,
                            UserBook.load(store.metadata(), journal),
                            random,
                            clock));
        }
    }
}
