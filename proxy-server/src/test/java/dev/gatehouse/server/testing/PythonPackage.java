package dev.gatehouse.server.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * One version of a Python project as a wheel, made up for a test.
 *
 * @param marker a word that its only module prints, uncompressed in the wheel
 * @param wheel the file that pip installs
 */
// Packages are sent and never compared, so an array does no harm.
@SuppressWarnings("ArrayRecordComponent")
public record PythonPackage(String name, String version, String marker, byte[] wheel) {

    public static PythonPackage of(String name, String version, String marker) {
        return new PythonPackage(name, version, marker, pack(name, version, marker));
    }

    /** The name of its module. */
    public String module() {
        return module(name);
    }

    /** The name of the wheel. */
    public String file() {
        return module() + "-" + version + "-py3-none-any.whl";
    }

    /** What {@code file().metadata} is. */
    public byte[] metadata() {
        return metadata(name, version);
    }

    public String sha256() {
        return sha256(wheel);
    }

    static String sha256(byte[] content) {
        return HexFormat.of().formatHex(digest(content));
    }

    private static String module(String name) {
        return name.replaceAll("[-_.]+", "_");
    }

    private static byte[] metadata(String name, String version) {
        return "Metadata-Version: 2.1\nName: %s\nVersion: %s\n"
                .formatted(name, version)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] pack(String name, String version, String marker) {
        String info = module(name) + "-" + version + ".dist-info/";
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(module(name) + ".py", utf8("print('%s')\n".formatted(marker)));
        files.put(info + "METADATA", metadata(name, version));
        files.put(
                info + "WHEEL",
                utf8(
                        """
                        Wheel-Version: 1.0
                        Generator: made-up
                        Root-Is-Purelib: true
                        Tag: py3-none-any
                        """));
        var record = new StringBuilder();
        files.forEach((path, content) -> record.append(line(path, content)));
        files.put(info + "RECORD", utf8(record + info + "RECORD,,\n"));
        return zip(files);
    }

    private static String line(String path, byte[] content) {
        String hash = Base64.getUrlEncoder().withoutPadding().encodeToString(digest(content));
        return "%s,sha256=%s,%d\n".formatted(path, hash, content.length);
    }

    /** A ZIP file that compresses nothing, so that the marker can be seen in the bytes. */
    private static byte[] zip(Map<String, byte[]> files) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                var crc = new CRC32();
                crc.update(file.getValue());
                var entry = new ZipEntry(file.getKey());
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(file.getValue().length);
                entry.setCrc(crc.getValue());
                entry.setTimeLocal(java.time.LocalDateTime.of(2026, 1, 1, 0, 0));
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] digest(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
