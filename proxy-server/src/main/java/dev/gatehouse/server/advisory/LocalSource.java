package dev.gatehouse.server.advisory;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A zip file or a directory of this machine; names, sizes and times tell whether it has changed.
 */
public record LocalSource(Path place) implements AdvisorySource {
    @Override
    public String name() {
        return place.toString();
    }

    @Override
    public Optional<Fetched> fetch(Optional<String> mark) throws IOException {
        String now = mark();
        return mark.filter(now::equals).isPresent()
                ? Optional.empty()
                : Optional.of(new Fetched(place, now, false));
    }

    private String mark() throws IOException {
        CRC32 sum = new CRC32();
        long[] files = new long[1];
        try (var below = Files.walk(place)) {
            below.sorted()
                    .forEach(
                            file -> {
                                sum.update(look(file).getBytes(UTF_8));
                                files[0]++;
                            });
        } catch (UncheckedIOException e) {
            throw new IOException(place + " cannot be read: " + e.getMessage(), e);
        }
        return "%d files, %08x".formatted(files[0], sum.getValue());
    }

    private String look(Path file) {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            long size = found.isDirectory() ? 0 : found.size();
            return place.relativize(file) + " " + size + " " + found.lastModifiedTime() + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
