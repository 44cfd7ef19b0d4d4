package dev.gatehouse.server.crash;

import dev.gatehouse.server.testing.RecordedRequest;
import dev.gatehouse.server.testing.Script;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Random;
import java.util.zip.Deflater;

/** Makes the packages: the same bytes for the same seed, name and version. Immutable. */
final class Wares {
    /** The version that the upstream claims to have of whatever it is asked for. */
    static final String OVERTAKING = "99.0.0";

    /** The version of the upstream's own packages. */
    static final String UPSTREAM = "1.0.0";

    /** Every so many packages one is sent while it is still being received. */
    private static final int LARGE = 12;

    private static final int LARGE_SIZE = (1 << 20) + 200_000;
    private static final int SMALL_SIZE = 60_000;

    private final long seed;
    private final JsonMapper json = new JsonMapper();

    Wares(long seed) {
        this.seed = seed;
    }

    byte[] tarball(Ware ware) {
        Random random = new Random(seed ^ ware.path().hashCode());
        int size = random.nextInt(LARGE) == 0 ? LARGE_SIZE : 1 + random.nextInt(SMALL_SIZE);
        byte[] filling = new byte[size];
        random.nextBytes(filling);
        String manifest =
                json.createObjectNode()
                        .put("name", ware.name())
                        .put("version", ware.version())
                        .toString();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        GzipParameters stored = new GzipParameters();
        stored.setCompressionLevel(Deflater.NO_COMPRESSION);
        try (var tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes, stored))) {
            put(tar, "package/package.json", manifest.getBytes(StandardCharsets.UTF_8));
            put(tar, "package/filling", filling);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void put(TarArchiveOutputStream tar, String path, byte[] content)
            throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(path);
        entry.setSize(content.length);
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    String integrity(Ware ware) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-512").digest(tarball(ware));
            return "sha512-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What {@code npm publish} sends. */
    String publication(Ware ware) {
        byte[] tarball = tarball(ware);
        ObjectNode body = packument(ware, "http://registry.example/" + ware.path());
        body.putObject("_attachments")
                .putObject(ware.file())
                .put("content_type", "application/octet-stream")
                .put("data", Base64.getEncoder().encodeToString(tarball))
                .put("length", tarball.length);
        return body.toString();
    }

    /** The public registry: it has whatever it is asked for, and the highest version of it. */
    Script upstream(String base, RecordedRequest request) {
        String path = request.path().substring(1);
        int slash = path.indexOf('/');
        String name = slash < 0 ? path : path.substring(0, slash);
        Ware ware = new Ware(name, isUpstream(name) ? UPSTREAM : OVERTAKING);
        return slash < 0
                ? Script.json(packument(ware, base + ware.path()).toString())
                : Script.bytes(tarball(ware));
    }

    /** A package that only the upstream has. */
    static Ware ofUpstream(int number) {
        return new Ware("up-" + number, UPSTREAM);
    }

    private static boolean isUpstream(String name) {
        return name.startsWith("up-");
    }

    private ObjectNode packument(Ware ware, String tarball) {
        ObjectNode body = json.createObjectNode();
        body.put("_id", ware.name()).put("name", ware.name());
        body.putObject("dist-tags").put("latest", ware.version());
        body.putObject("versions")
                .putObject(ware.version())
                .put("name", ware.name())
                .put("version", ware.version())
                .putObject("dist")
                .put("integrity", integrity(ware))
                .put("tarball", tarball);
        return body;
    }
}
