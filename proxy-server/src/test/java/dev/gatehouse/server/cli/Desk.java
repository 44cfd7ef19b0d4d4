package dev.gatehouse.server.cli;

import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.Secret;
import dev.gatehouse.server.managed.ConfigSource;
import dev.gatehouse.server.policy.TestNames;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A directory in which commands are run, and what they print. */
public final class Desk {
    final Path directory;
    public final Map<String, String> environment = new HashMap<>();
    final List<GatehouseConfig> started = new ArrayList<>();
    final List<Path> stores = new ArrayList<>();
    Optional<Secret> firstToken = Optional.of(new Secret("gh_first"));
    boolean closed;
    public String out = "";
    public String err = "";

    public Desk(Path directory) {
        this.directory = directory;
    }

    Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    /** Runs a command line and returns its exit code. */
    public int run(String... arguments) {
        StringWriter output = new StringWriter();
        StringWriter errors = new StringWriter();
        PrintWriter outWriter = new PrintWriter(output);
        PrintWriter errWriter = new PrintWriter(errors);
        Session session =
                new Session(
                        new Place(
                                directory,
                                directory.resolve("home"),
                                directory.resolve("account"),
                                environment,
                                (c, d, e) -> Optional.empty()),
                        new Console(outWriter, errWriter, false));
        int code =
                GatehouseCommand.commandLine(session, this::start, this::first, TestNames.all())
                        .setOut(outWriter)
                        .setErr(errWriter)
                        .execute(arguments);
        out = output.toString();
        err = errors.toString();
        return code;
    }

    private Optional<Secret> first(Path data) throws IOException {
        stores.add(data);
        if (firstToken.filter(t -> t.value().equals("busy")).isPresent()) {
            throw new IOException("it is in use by another gatehouse");
        }
        return firstToken;
    }

    private ServerStarter.Running start(GatehouseConfig config, ConfigSource source) {
        started.add(config);
        return new ServerStarter.Running() {
            @Override
            public void reload(String by) {}

            @Override
            public int port() {
                return 4321;
            }

            @Override
            public void close() {
                closed = true;
            }
        };
    }
}
