package dev.gatehouse.server.testing;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.Deflater;

/**
 * One version of an npm package, made up for a test.
 *
 * @param marker a word that stands in its document and, uncompressed, in its tarball
 * @param tarball the file that npm installs
 */
// Packages are sent and never compared, so an array does no harm.
@SuppressWarnings("ArrayRecordComponent")
public record NpmPackage(String name, String version, String marker, byte[] tarball) {

    /** A package whose only file besides {@code package.json} prints the marker. */
    public static NpmPackage of(String name, String version, String marker) {
        return of(name, version, marker, new byte[0]);
    }

    /** The same with a payload, such as random bytes that make the tarball big. */
    public static NpmPackage of(String name, String version, String marker, byte[] payload) {
        return new NpmPackage(name, version, marker, pack(name, version, marker, payload));
    }

    /** The name of the tarball: without the scope. */
    public String file() {
        return name.substring(name.indexOf('/') + 1) + "-" + version + ".tgz";
    }

    /** Its entry in a packument, with the tarball below this base. */
    public String entry(String base) {
        return """
        {"name":"%s","version":"%s","description":"%s","dist":{"integrity":"%s",\
        "shasum":"%s","tarball":"%s%s/-/%s"}}\
        """
                .formatted(name, version, marker, integrity(), shasum(), base, name, file());
    }

    /** What {@code npm publish} sends. */
    public String publication(String base) {
        return """
        {"_id":"%1$s","name":"%1$s","dist-tags":{"latest":"%2$s"},\
        "versions":{"%2$s":%3$s},"_attachments":{"%1$s-%2$s.tgz":{\
        "content_type":"application/octet-stream","length":%5$d,"data":"%4$s"}}}\
        """
                .formatted(
                        name,
                        version,
                        entry(base),
                        Base64.getEncoder().encodeToString(tarball),
                        tarball.length);
    }

    /** What its document says of the tarball. */
    public String integrity() {
        return "sha512-" + Base64.getEncoder().encodeToString(digest("SHA-512"));
    }

    private String shasum() {
        return HexFormat.of().formatHex(digest("SHA-1"));
    }

    private byte[] digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm).digest(tarball);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] pack(String name, String version, String marker, byte[] payload) {
        String manifest = "{\"name\":\"%s\",\"version\":\"%s\"}".formatted(name, version);
        String code = "console.log('%s')\n".formatted(marker);
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(uncompressed(bytes))) {
            put(tar, "package/package.json", manifest.getBytes(StandardCharsets.UTF_8));
            put(tar, "package/index.js", code.getBytes(StandardCharsets.UTF_8));
            put(tar, "package/payload.bin", payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Gzip that compresses nothing, so that the marker can be seen in the bytes. */
    private static OutputStream uncompressed(OutputStream out) throws IOException {
        var parameters = new GzipParameters();
        parameters.setCompressionLevel(Deflater.NO_COMPRESSION);
        return new GzipCompressorOutputStream(out, parameters);
    }

    private static void put(TarArchiveOutputStream tar, String path, byte[] content)
            throws IOException {
        var entry = new TarArchiveEntry(path);
        entry.setSize(content.length);
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
