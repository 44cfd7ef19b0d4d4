package dev.gatehouse.server.advisory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;

/** The files below a directory; links are not followed. */
record DirectoryRecords(Path directory) implements RecordSource {
    @Override
    public void each(Use use) throws IOException, InterruptedException {
        try (Stream<Path> below = Files.walk(directory)) {
            Iterator<Path> files =
                    below.filter(p -> Files.isRegularFile(p, LinkOption.NOFOLLOW_LINKS)).iterator();
            while (files.hasNext()) {
                Path file = files.next();
                try (InputStream content = Files.newInputStream(file)) {
                    use.take(directory.relativize(file).toString(), content);
                }
            }
        } catch (java.io.UncheckedIOException e) {
            throw new IOException(directory + " cannot be read: " + e.getMessage(), e);
        }
    }
}
