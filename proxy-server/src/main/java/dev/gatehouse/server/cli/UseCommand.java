package dev.gatehouse.server.cli;

import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.GatehouseConfig;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** Points a client of this machine here. */
@Command(
        name = "use",
        mixinStandardHelpOptions = true,
        description = {
            "Prints how a client is pointed here; --write does it for this directory.",
            "Example: gatehouse use npm --write"
        })
final class UseCommand implements Callable<Integer> {
    @Mixin private Shared shared = new Shared();
    @Mixin private TrustCommand.InRepository in = new TrustCommand.InRepository();

    @Parameters(index = "0", paramLabel = "CLIENT", description = "npm, pnpm or yarn.")
    private String client = "";

    @Option(names = "--write", description = "Writes it into this directory's client files.")
    private boolean write;

    private final Session session;

    UseCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        GatehouseConfig config = shared.require(session.place());
        URI base = Settings.base(config, config.server().listen().port());
        String repository = Settings.repository(config, in.name(), FormatName.NPM);
        String registry = base + repository + "/npm/";
        for (ClientFile file : files(registry, base)) {
            if (write) {
                Path path = file.writeIn(session.place().workingDirectory());
                session.console().line("Wrote " + path);
            } else {
                session.console().line("# in " + file.name());
                file.lines().forEach(session.console()::line);
            }
        }
        return 0;
    }

    private List<ClientFile> files(String registry, URI base) {
        return switch (client) {
            case "npm", "pnpm" ->
                    List.of(new ClientFile(".npmrc", List.of("registry=" + registry)));
            case "yarn" ->
                    List.of(
                            new ClientFile(".npmrc", List.of("registry=" + registry)),
                            new ClientFile(".yarnrc.yml", berry(registry, base)));
            default ->
                    throw new CommandException(
                            CommandException.USAGE,
                            "'" + client + "' is no client known here: expected npm, pnpm or yarn");
        };
    }

    /** Yarn 2 and later refuse plain HTTP unless the host is listed; Yarn 1 reads .npmrc. */
    private static List<String> berry(String registry, URI base) {
        String server = "npmRegistryServer: \"" + registry + "\"";
        return "http".equals(base.getScheme())
                ? List.of(server, "unsafeHttpWhitelist: [\"" + base.getHost() + "\"]")
                : List.of(server);
    }
}
