package dev.gatehouse.server.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and directories that only this user may enter, reached through no symbolic link. */
final class PrivateFiles {
    private static final FileAttribute<Set<PosixFilePermission>> FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private PrivateFiles() {}

    /** Whether a real directory, not a link to one, has that path. */
    static boolean isDirectory(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether a real file, not a link to one, has that path. */
    static boolean isFile(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Makes a directory, unless it is there.
     *
     * @return whether it was made
     */
    static boolean createDirectory(Path path) throws IOException {
        if (isDirectory(path)) {
            return false;
        }
        try {
            Files.createDirectory(path, DIRECTORY);
            return true;
        } catch (FileAlreadyExistsException e) {
            if (isDirectory(path)) {
                return false;
            }
            throw new IOException(path + " is not a directory of its own: remove it", e);
        }
    }

    /** Removes a directory with all that is in it, if it is there; a link is removed as such. */
    static void deleteDirectory(Path path) throws IOException {
        if (isDirectory(path)) {
            try (DirectoryStream<Path> inside = Files.newDirectoryStream(path)) {
                for (Path one : inside) {
                    deleteDirectory(one);
                }
            }
        }
        Files.deleteIfExists(path);
    }

    /** Opens a file that must not exist yet. */
    static FileChannel createFile(Path path) throws IOException {
        return FileChannel.open(
                path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FILE);
    }

    /** Opens a file for reading, not through a link. */
    static FileChannel openFile(Path path) throws IOException {
        return FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    /** Opens a file to read and write, made empty if it is not there; not through a link. */
    static FileChannel openOrCreateFile(Path path) throws IOException {
        return FileChannel.open(
                path,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS),
                FILE);
    }
}
