package dev.gatehouse.server.testing;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A Maven repository with what is on a shelf: metadata, POM, JAR, signature, checksums. */
public final class MadeUpRepository implements Function<RecordedRequest, Script> {
    private static final String SHA1 = ".sha1";

    private final Shelf shelf;

    public MadeUpRepository(Shelf shelf) {
        this.shelf = shelf;
    }

    @Override
    public Script apply(RecordedRequest request) {
        String path = request.path().substring(1);
        Optional<String> found =
                path.endsWith(SHA1)
                        ? document(path.substring(0, path.length() - SHA1.length()))
                                .map(MadeUpRepository::sha1)
                        : document(path);
        Optional<Answer> answer =
                found.map(text -> Script.bytes(text.getBytes(StandardCharsets.ISO_8859_1)));
        return answer.<Script>map(a -> request.method().equals("HEAD") ? a.headOnly() : a)
                .orElseGet(() -> Script.status(404));
    }

    private Optional<String> document(String path) {
        String[] parts = path.split("/");
        int last = parts.length - 1;
        if (last < 2) {
            return Optional.empty();
        }
        if (parts[last].equals("maven-metadata.xml")) {
            String name = name(parts, last - 1);
            List<Shelf.Item> items = shelf.of(name);
            return items.isEmpty() ? Optional.empty() : Optional.of(metadata(name, items));
        }
        return last < 3 ? Optional.empty() : file(parts, name(parts, last - 2), parts[last - 1]);
    }

    private Optional<String> file(String[] parts, String name, String version) {
        for (Shelf.Item item : shelf.of(name)) {
            if (item.version().equals(version)) {
                Map<String, String> files =
                        Map.of(
                                "jar", jar(item),
                                "jar.asc", "signature: " + item.marker(),
                                "pom", pom(name, version));
                String stem = artifact(name) + "-" + version + ".";
                String file = parts[parts.length - 1];
                return file.startsWith(stem)
                        ? Optional.ofNullable(files.get(file.substring(stem.length())))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** {@code group:artifact}, the artifact at that place of a path. */
    private static String name(String[] parts, int artifact) {
        return String.join(".", List.of(parts).subList(0, artifact)) + ":" + parts[artifact];
    }

    private static String artifact(String name) {
        return name.substring(name.indexOf(':') + 1);
    }

    private static String group(String name) {
        return name.substring(0, name.indexOf(':'));
    }

    /** Of a package, with a last slash. */
    public static String directory(String name) {
        return group(name).replace('.', '/') + "/" + artifact(name) + "/";
    }

    /** The path of a version's file without a classifier. */
    public static String file(String name, String version, String extension) {
        return directory(name) + version + "/" + artifact(name) + "-" + version + "." + extension;
    }

    /** Its {@code maven-metadata.xml}. */
    public static String metadata(String name, List<Shelf.Item> items) {
        String versions =
                items.stream()
                        .map(i -> "<version>" + i.version() + "</version>")
                        .collect(Collectors.joining());
        return """
        <?xml version="1.0" encoding="UTF-8"?>
        <metadata>
          <groupId>%s</groupId>
          <artifactId>%s</artifactId>
          <versioning>
            <latest>%s</latest>
            <versions>%s</versions>
            <lastUpdated>20260101120000</lastUpdated>
          </versioning>
        </metadata>
        """
                .formatted(group(name), artifact(name), items.getLast().version(), versions);
    }

    public static String pom(String name, String version) {
        return """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>%s</groupId>
          <artifactId>%s</artifactId>
          <version>%s</version>
        </project>
        """
                .formatted(group(name), artifact(name), version);
    }

    /** A JAR with one uncompressed entry that holds the marker; one character for each byte. */
    public static String jar(Shelf.Item item) {
        byte[] marker = item.marker().getBytes(StandardCharsets.ISO_8859_1);
        CRC32 crc = new CRC32();
        crc.update(marker);
        ZipEntry entry = new ZipEntry("marker.txt");
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(marker.length);
        entry.setCrc(crc.getValue());
        entry.setTime(0);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(entry);
            zip.write(marker);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    public static String sha1(String text) {
        return Digest.compute(DigestAlgorithm.SHA1, text.getBytes(StandardCharsets.ISO_8859_1))
                .hex();
    }
}
