package dev.gatehouse.server.access;

import dev.gatehouse.config.Secret;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The file in the data directory through which commands on this machine, run by the same user,
 * reach the server: a token that is made anew at each start.
 *
 * @param path of the file
 */
public record LocalTokenFile(Path path) {
    private static final String NAME = "local-token";
    private static final int MOST_BYTES = 1024;

    /** The file in that data directory. */
    public static LocalTokenFile in(Path dataDirectory) {
        return new LocalTokenFile(dataDirectory.resolve(NAME));
    }

    /** Writes the token so that nobody but the owner can read it at any time. */
    public void write(Secret token) throws IOException {
        Path fresh = path.resolveSibling(NAME + ".new");
        Files.deleteIfExists(fresh);
        try {
            Files.createFile(fresh, ownerOnly());
        } catch (FileAlreadyExistsException e) {
            throw new IOException("somebody else writes " + fresh, e);
        }
        Files.writeString(
                fresh, token.value(), StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
        Files.move(
                fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The token of the last start; empty if there is none. */
    public Optional<Secret> read() throws IOException {
        try {
            if (Files.size(path) > MOST_BYTES) {
                throw new IOException(path + " is not the file of a token");
            }
            String text = Files.readString(path, StandardCharsets.US_ASCII).strip();
            return text.isEmpty() ? Optional.empty() : Optional.of(new Secret(text));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            throw new IOException(path + " is not the file of a token", e);
        }
    }

    private FileAttribute<?>[] ownerOnly() {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
