package dev.gatehouse.server.cli;

import dev.gatehouse.server.backup.BackupReader.Backup;
import dev.gatehouse.server.backup.Backups;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;

/** Has the running server write down all that it stores. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = {
            "Writes all that the running server stores into one file, and reads it again to be"
                    + " sure.",
            "It goes on serving meanwhile. The file holds what gatehouse.yaml does not: packages,",
            "provenance, owners, managed upstreams with their secrets, hashes of tokens. Keep it"
                    + " safe.",
            "Example: gatehouse backup /backups/gatehouse-2030-01-31.tar"
        })
final class BackupCommand implements Callable<Integer> {
    @Mixin private Shared shared = new Shared();

    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description = "Must not be there yet; readable by its owner alone.")
    private Path file = Path.of("");

    private final Session session;

    BackupCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        Path target = session.place().workingDirectory().resolve(file);
        Path part = target.resolveSibling(target.getFileName() + ".part");
        if (Files.exists(target)) {
            throw new CommandException(
                    CommandException.USAGE, target + " is there already: it is not written over");
        }
        ServerClient server = session.server(shared);
        create(part);
        try {
            session.console().during("writing the backup", () -> receive(server, part));
            Backup backup = session.console().during("reading it again", () -> check(part));
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            BackupReport.tell(session, shared, target, backup);
            return backup.ending().damaged().isEmpty() ? 0 : CommandException.NO;
        } catch (IOException e) {
            throw failed(target, e);
        } finally {
            drop(part);
        }
    }

    private void drop(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            session.console().note(part + " could not be removed: " + e.getMessage());
        }
    }

    private static void create(Path part) {
        try {
            Files.createFile(
                    part,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            throw new CommandException(
                    CommandException.USAGE,
                    part + " is there: another backup writes it, or one that broke off left it");
        } catch (IOException e) {
            throw failed(part, e);
        }
    }

    private static Path receive(ServerClient server, Path part) throws InterruptedException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            OutputStream out = Channels.newOutputStream(channel);
            server.download("backup/", (piece, length) -> write(part, out, piece, length));
            channel.force(true);
            return part;
        } catch (IOException e) {
            throw failed(part, e);
        }
    }

    private static void write(Path part, OutputStream out, byte[] piece, int length) {
        try {
            out.write(piece, 0, length);
        } catch (IOException e) {
            throw failed(part, e);
        }
    }

    private static Backup check(Path part) {
        try (InputStream archive = Files.newInputStream(part)) {
            return Backups.check(archive);
        } catch (IOException e) {
            throw failed(part, e);
        }
    }

    private static CommandException failed(Path path, IOException e) {
        return new CommandException(CommandException.USAGE, path + ": " + e.getMessage());
    }
}
