package dev.gatehouse.server.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs the files below a directory, so that a server elsewhere can read them. Pure, but for I/O.
 */
final class ZippedRecords {
    private ZippedRecords() {}

    /**
     * Packs them; links are not followed.
     *
     * @throws CommandException when one cannot be read
     */
    static Path pack(Path directory, Path zip) {
        try (Stream<Path> below = Files.walk(directory);
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(zip));
                ZipOutputStream packed = new ZipOutputStream(out)) {
            packed.setLevel(Deflater.BEST_SPEED);
            Iterator<Path> files =
                    below.filter(p -> Files.isRegularFile(p, LinkOption.NOFOLLOW_LINKS)).iterator();
            while (files.hasNext()) {
                Path file = files.next();
                packed.putNextEntry(new ZipEntry(directory.relativize(file).toString()));
                Files.copy(file, packed);
                packed.closeEntry();
            }
            return zip;
        } catch (IOException | UncheckedIOException e) {
            throw new CommandException(
                    CommandException.USAGE, directory + " cannot be read: " + e.getMessage());
        }
    }
}
