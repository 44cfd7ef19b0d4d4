package dev.gatehouse.server.cli;

import dev.gatehouse.server.backup.BackupReader.Backup;
import dev.gatehouse.server.backup.Backups;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;

/** Makes a store of a backup. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a store of a backup, in the data directory of the configuration, which must be",
            "empty and not in use. All bytes are compared with their digests; if anything is"
                    + " wrong,",
            "nothing is left behind. Exit code 1 if files were damaged before they were backed up.",
            "Example: gatehouse restore /backups/gatehouse-2030-01-31.tar"
        })
final class RestoreCommand implements Callable<Integer> {
    @Mixin private Shared shared = new Shared();

    @Parameters(index = "0", paramLabel = "FILE", description = "What `backup` wrote.")
    private Path file = Path.of("");

    @Option(names = "--check", description = "Only read it and say whether it is whole.")
    private boolean check;

    private final Session session;

    RestoreCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        Path archive = session.place().workingDirectory().resolve(file);
        Path place = check ? archive : shared.require(session.place()).storage().directory();
        Backup backup =
                session.console().during("reading the backup", () -> restored(archive, place));
        BackupReport.tell(session, shared, place, backup);
        return backup.ending().damaged().isEmpty() ? 0 : CommandException.NO;
    }

    private Backup restored(Path archive, Path directory) {
        try (InputStream content = Files.newInputStream(archive)) {
            return check
                    ? Backups.check(content)
                    : Backups.restore(content, directory, InstantSource.system());
        } catch (IOException e) {
            throw new CommandException(CommandException.USAGE, archive + ": " + e.getMessage());
        }
    }
}
