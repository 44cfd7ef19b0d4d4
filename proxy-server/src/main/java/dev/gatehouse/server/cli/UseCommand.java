package dev.gatehouse.server.cli;

import dev.gatehouse.config.FormatConfig;
import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.NamePattern;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;

/** Points a client of this machine here. */
@Command(
        name = "use",
        mixinStandardHelpOptions = true,
        description = {
            "Prints or writes how a client is pointed here.",
            "With --write, files of this directory (npm, pnpm, yarn, uv, poetry) or of this user",
            "(pip, mvn, gradle).",
            "Example: gatehouse use npm --write"
        })
final class UseCommand implements Callable<Integer> {
    @Mixin private Shared shared = new Shared();
    @Mixin private InRepository in = new InRepository();

    @Parameters(
            index = "0",
            paramLabel = "CLIENT",
            completionCandidates = Choices.Clients.class,
            description = ClientSetup.KNOWN + ".")
    private String client = "";

    @Option(names = "--write", description = "Writes it; what else is in the files is kept.")
    private boolean write;

    private final Session session;

    UseCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        FormatName format = ClientSetup.format(client);
        GatehouseConfig config = shared.require(session.place());
        String repository = Repositories.name(session, config, in.name(), format);
        ClientSetup setup =
                ClientSetup.of(
                        client,
                        session.place(),
                        Settings.clientUrl(
                                config, repository, format, config.server().listen().port()),
                        owned(config, repository, format));
        for (ClientFile file : setup.files()) {
            if (write) {
                file.write();
                session.console().line("Wrote " + file.path());
            } else {
                session.console().line("# in " + file.path());
                file.lines().forEach(session.console()::line);
            }
        }
        setup.hints().forEach(session.console()::note);
        return 0;
    }

    private static List<String> owned(
            GatehouseConfig config, String repository, FormatName format) {
        return Settings.find(config, repository)
                .flatMap(found -> found.format(format))
                .map(FormatConfig::ownedNames)
                .orElse(List.of())
                .stream()
                .map(NamePattern::text)
                .toList();
    }
}
