package dev.gatehouse.server.cli;

import dev.gatehouse.server.policy.PackageNames;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Optional;

/** The command line: {@code gatehouse COMMAND}. */
@Command(
        name = "gatehouse",
        mixinStandardHelpOptions = true,
        description = "A package proxy that keeps your names yours.",
        footer = {
            "",
            "Exit codes: 0 ok, 1 the answer is no, 2 usage or configuration, 3 server unreachable.",
            "GATEHOUSE_URL and GATEHOUSE_TOKEN name another server than the one configured here."
        })
public final class GatehouseCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    private GatehouseCommand() {}

    /**
     * Runs a command line.
     *
     * @param names how packages are called in policies
     * @return the exit code
     */
    public static int run(
            String[] arguments,
            Place place,
            ServerStarter starter,
            FirstToken firstToken,
            PackageNames names) {
        PrintWriter out = new PrintWriter(System.out, true, System.out.charset());
        PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
        boolean terminal =
                Optional.ofNullable(System.console())
                        .map(java.io.Console::isTerminal)
                        .orElse(false);
        Session session = new Session(place, new Console(out, err, terminal));
        return commandLine(session, starter, firstToken, names)
                .setOut(out)
                .setErr(err)
                .execute(arguments);
    }

    static CommandLine commandLine(
            Session session, ServerStarter starter, FirstToken firstToken, PackageNames names) {
        return new CommandLine(new GatehouseCommand())
                .addSubcommand(new InitCommand(session, firstToken))
                .addSubcommand(new ServeCommand(session, starter))
                .addSubcommand(new CheckCommand(session, names))
                .addSubcommand(new ReloadCommand(session))
                .addSubcommand(new RepoCommand(session))
                .addSubcommand(new UpstreamCommand(session))
                .addSubcommand(new ExportCommand(session))
                .addSubcommand(new DoctorCommand(session))
                .addSubcommand(new ExplainCommand(session))
                .addSubcommand(new SimulateCommand(session))
                .addSubcommand(TrustCommand.of(session))
                .addSubcommand(new ImportCommand(session))
                .addSubcommand(new PackageCommand(session))
                .addSubcommand(new TokenCommand(session))
                .addSubcommand(new UserCommand(session, System.in))
                .addSubcommand(new KeysCommand(session, InstantSource.system()))
                .addSubcommand(PolicyCommand.of(session, names, InstantSource.system()))
                .addSubcommand(new OsvCommand(session))
                .addSubcommand(new AuditCommand(session))
                .addSubcommand(new WebhookCommand(session))
                .addSubcommand(new BackupCommand(session))
                .addSubcommand(new RestoreCommand(session))
                .addSubcommand(new ScrubCommand(session))
                .addSubcommand(new GcCommand(session))
                .addSubcommand(new UseCommand(session))
                .addSubcommand(new CompletionCommand(session))
                .addSubcommand(new ManCommand(session))
                .setExitCodeExceptionMapper(e -> CommandException.USAGE)
                .setExecutionExceptionHandler((e, line, result) -> failed(e, session));
    }

    private static int failed(Exception e, Session session) throws Exception {
        if (e instanceof CommandException command) {
            String.valueOf(e.getMessage()).lines().forEach(session.console()::note);
            return command.code();
        }
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        throw e;
    }

    /** Without a command, help is shown. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
