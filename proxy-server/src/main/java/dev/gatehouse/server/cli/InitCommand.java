package dev.gatehouse.server.cli;

import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.Secret;
import dev.gatehouse.config.discovery.DiscoveredUpstream;
import dev.gatehouse.config.discovery.Discovery;
import dev.gatehouse.config.discovery.Machine;
import dev.gatehouse.config.discovery.MavenDiscovery;
import dev.gatehouse.config.discovery.NpmDiscovery;
import dev.gatehouse.config.discovery.PypiDiscovery;
import dev.gatehouse.config.load.ConfigLocations;
import dev.gatehouse.config.setup.InitialConfig;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Writes the first configuration, and makes the first token. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = {
            "Writes gatehouse.yaml with the registries that this machine uses, as untrusted.",
            "Example: gatehouse init && gatehouse serve"
        })
final class InitCommand implements Callable<Integer> {
    @Mixin private Shared shared = new Shared();
    private final Session session;
    private final FirstToken firstToken;

    InitCommand(Session session, FirstToken firstToken) {
        this.session = session;
        this.firstToken = firstToken;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path directory = session.place().workingDirectory().toAbsolutePath();
        Path file = directory.resolve(shared.config().orElse(Path.of(ConfigLocations.FILE)));
        if (Files.exists(file)) {
            throw alreadyThere(file);
        }
        List<Discovery> discoveries = discover();
        List<DiscoveredUpstream> found =
                discoveries.stream().flatMap(d -> d.upstream().stream()).toList();
        List<String> notes = discoveries.stream().flatMap(d -> d.notes().stream()).toList();
        String text = InitialConfig.text(found);
        Settings settings = new Settings(session.place());
        GatehouseConfig config = settings.require(settings.load(text, file));
        // The token first: after a failure, init can simply be run again.
        Optional<Secret> token = token(config);
        write(file, text);
        tell(file, found, notes);
        token.ifPresent(this::show);
        return 0;
    }

    private static CommandException alreadyThere(Path file) {
        return new CommandException(
                CommandException.USAGE,
                file
                        + " exists and is not overwritten: change it and run `gatehouse check`, or"
                        + " move it away first");
    }

    private List<Discovery> discover() throws InterruptedException {
        Machine machine = session.place().machine();
        return List.of(
                new NpmDiscovery(machine, InitCommand::isGatehouse).discover(),
                new PypiDiscovery(machine, InitCommand::isGatehouse).discover(),
                new MavenDiscovery(machine, InitCommand::isGatehouse).discover());
    }

    /** A client may point here already, from an earlier try. */
    private static boolean isGatehouse(URI registry) {
        String host = String.valueOf(registry.getHost());
        return host.matches("localhost|127\\..*|\\[::1\\]")
                && String.valueOf(registry.getPath()).matches("/[^/]+/(npm|pypi/simple|maven)/?");
    }

    private Optional<Secret> token(GatehouseConfig config) {
        if (session.place().variable("GATEHOUSE_ADMIN_TOKEN").isPresent()) {
            return Optional.empty();
        }
        Path data = config.storage().directory();
        try {
            return firstToken.make(data);
        } catch (IOException e) {
            throw new CommandException(
                    CommandException.USAGE,
                    "no token can be made in " + data + ": " + e.getMessage());
        }
    }

    /** Nobody ever sees half a file. */
    private static void write(Path file, String text) throws IOException {
        Path fresh = Files.createTempFile(file.getParent(), ".gatehouse", ".yaml");
        try {
            Files.writeString(fresh, text);
            Files.move(fresh, file);
        } catch (FileAlreadyExistsException e) {
            throw alreadyThere(file);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private void tell(Path file, List<DiscoveredUpstream> found, List<String> notes) {
        Console console = session.console();
        console.line("Wrote " + file);
        for (DiscoveredUpstream one : found) {
            console.line(
                    "  %s upstream %s: %s (from %s), untrusted"
                            .formatted(one.format().key(), one.name(), one.url(), one.foundIn()));
        }
        if (!found.isEmpty()) {
            console.line(
                    "Found registries are added as untrusted: they may supply only names that you"
                            + " do not have,");
            console.line(
                    "so private packages that you publish or add later are safe from the start.");
        }
        notes.forEach(note -> console.line("Note: " + note));
    }

    private void show(Secret token) {
        Console console = session.console();
        console.line("The token of the administrator, shown this once (only its hash is kept):");
        console.line("  " + token.value());
        console.line(
                "To publish: npm config set //localhost:4283/main/npm/:_authToken "
                        + token.value());
    }
}
