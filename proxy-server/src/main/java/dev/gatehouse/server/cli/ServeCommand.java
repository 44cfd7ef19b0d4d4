package dev.gatehouse.server.cli;

import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.RepositoryConfig;
import dev.gatehouse.config.load.LoadResult;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** Runs the server until it is told to stop. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the server.",
            "Example: gatehouse serve --set server.listen=127.0.0.1:8080"
        })
final class ServeCommand implements Callable<Integer> {
    private static final String LISTEN = "server.listen";

    @Mixin private Shared shared = new Shared();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Sets a key of the configuration for this start; may be repeated.")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(
            names = "--exit-when-ready",
            description = "Ends as soon as it could serve, at any free port: to try a set-up.")
    private boolean exitWhenReady;

    private final Session session;
    private final ServerStarter starter;

    ServeCommand(Session session, ServerStarter starter) {
        this.session = session;
        this.starter = starter;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (exitWhenReady) {
            set.putIfAbsent(LISTEN, "127.0.0.1:0");
        }
        Settings settings = new Settings(session.place());
        LoadResult result = settings.served(shared.config(), set);
        GatehouseConfig config = settings.require(result);
        result.problems().warnings().forEach(w -> session.console().note(w.toString()));
        try {
            ServerStarter.Running server =
                    starter.start(config, settings.source(shared.config(), set));
            Hangup.listen(() -> reload(server));
            tell(config, server.port());
            if (exitWhenReady) {
                server.close();
            } else {
                waitForEnd(server);
            }
            return 0;
        } catch (IOException e) {
            throw new CommandException(CommandException.USAGE, String.valueOf(e.getMessage()));
        }
    }

    private void tell(GatehouseConfig config, int port) {
        Console console = session.console();
        console.line("Gatehouse serves at " + Settings.base(config, port));
        boolean any = false;
        for (RepositoryConfig repository :
                config.repositories().map(r -> r.all()).orElse(List.of())) {
            for (FormatName format : FormatName.values()) {
                if (repository.format(format).isPresent()) {
                    any = true;
                    console.line("  " + pointing(config, repository, format, port));
                }
            }
        }
        if (!any) {
            console.line(
                    config.repositories().isPresent()
                            ? "No repository is configured: gatehouse init writes a first one."
                            : "Repositories are managed while it runs: gatehouse repo add main");
        }
        console.line("  gatehouse explain npm NAME   says who may supply a package, and why");
    }

    private static String pointing(
            GatehouseConfig config, RepositoryConfig repository, FormatName format, int port) {
        String name = repository.name().value();
        URI url = Settings.clientUrl(config, name, format, port);
        return switch (format) {
            case NPM -> "npm config set registry " + url;
            case PYPI -> "pip config set global.index-url " + url;
            case MAVEN ->
                    "gatehouse use mvn --repository %s --write   (a mirror of everything at %s)"
                            .formatted(name, url);
        };
    }

    /**
     * SIGHUP reloads; SIGTERM and SIGINT drain what is in flight; the hook must end before the
     * process does.
     */
    private void waitForEnd(ServerStarter.Running server) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook = Thread.ofPlatform().name("shutdown").unstarted(() -> close(server, ended));
        Runtime.getRuntime().addShutdownHook(hook);
        ended.await();
    }

    private void reload(ServerStarter.Running server) {
        try {
            server.reload("SIGHUP");
        } catch (IOException e) {
            session.console().note("the configuration could not be taken: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void close(ServerStarter.Running server, CountDownLatch ended) {
        try {
            server.close();
        } catch (IOException e) {
            session.console().note(String.valueOf(e.getMessage()));
        } finally {
            ended.countDown();
        }
    }
}
