package dev.gatehouse.server.advisory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Made-up advisories, by the names of their files. */
public final class Osv {
    private final Map<String, String> records = new LinkedHashMap<>();

    /** A record of that ecosystem and name, with those events: {@code {"introduced": "0"}}. */
    public static String record(String id, String ecosystem, String name, String... events) {
        return """
        {"id": "%s", "modified": "2030-01-02T00:00:00Z", "published": "2030-01-01T00:00:00Z",
         "aliases": ["CVE-2030-1"], "summary": "It is bad.",
         "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
         "affected": [{"package": {"ecosystem": "%s", "name": "%s"},
           "ranges": [{"type": "ECOSYSTEM", "events": [%s]}]}],
         "database_specific": {"severity": "HIGH"}}
        """
                .formatted(id, ecosystem, name, String.join(", ", events));
    }

    public static String introduced(String version) {
        return "{\"introduced\": \"" + version + "\"}";
    }

    public static String fixed(String version) {
        return "{\"fixed\": \"" + version + "\"}";
    }

    public Osv with(String file, String text) {
        records.put(file, text);
        return this;
    }

    /** The same with a record about all versions below that one. */
    public Osv with(String id, String ecosystem, String name, String fixed) {
        return with(id + ".json", record(id, ecosystem, name, introduced("0"), fixed(fixed)));
    }

    public byte[] zip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> record : records.entrySet()) {
                zip.putNextEntry(new ZipEntry(record.getKey()));
                write(zip, record.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    public Path zip(Path file) throws IOException {
        return Files.write(file, zip());
    }

    public Path directory(Path directory) throws IOException {
        for (Map.Entry<String, String> record : records.entrySet()) {
            Path file = directory.resolve(record.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, record.getValue());
        }
        return directory;
    }
}
