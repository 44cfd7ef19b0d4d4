package dev.gatehouse.npm.publish;

import dev.gatehouse.core.format.BoundedInput;
import dev.gatehouse.core.format.RefusedException;
import dev.gatehouse.npm.json.StrictJson;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * What a package's tarball holds.
 *
 * <p>npm drops the first part of each path and lets a later file win over an earlier one. A tarball
 * that another reader could read in another way is refused: two package.json, names that differ in
 * case, links, bytes behind the end, a wrong header checksum.
 *
 * @param packageJson its package.json
 */
record Tarball(JsonNode packageJson, int fileCount, long unpackedSize) {
    private static final String MANIFEST = "package.json";
    private static final int MOST_MANIFEST = 4 << 20;
    private static final int RECORD = 512;
    private static final int MOST_HEADER = 1 << 20;
    private static final int MOST_ENTRIES = 200_000;

    /**
     * Reads all of a tarball.
     *
     * @param packed its size in bytes
     */
    static Tarball read(InputStream in, long packed, StrictJson json)
            throws IOException, RefusedException {
        try (InputStream buffered = new BufferedInputStream(in, 64 << 10);
                InputStream unzipped = unzip(buffered);
                BoundedInput bounded = BoundedInput.unpacked(unzipped, packed)) {
            return new Walk(bounded, json).read();
        } catch (BoundedInput.TooLargeException e) {
            throw RefusedException.invalid("the tarball " + e.getMessage());
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            throw RefusedException.invalid("the tarball cannot be read: " + e.getMessage());
        }
    }

    /** Like npm's, this reading goes on when one gzip member follows another. */
    private static InputStream unzip(InputStream in) throws IOException {
        return GzipCompressorInputStream.builder()
                .setInputStream(in)
                .setDecompressConcatenated(true)
                .get();
    }

    /** A text member of its package.json. */
    Optional<String> text(String member) {
        return StrictJson.text(packageJson, member).map(String::strip);
    }

    private static final class Walk {
        private final BoundedInput bytes;
        private final StrictJson json;
        private Optional<JsonNode> manifest = Optional.empty();
        private int files;
        private long size;

        Walk(BoundedInput bytes, StrictJson json) {
            this.bytes = bytes;
            this.json = json;
        }

        Tarball read() throws IOException, RefusedException {
            // With bigger blocks the reader would pass over what stands behind the end.
            var tar = new TarArchiveInputStream(bytes, RECORD, RECORD, "UTF-8");
            int entries = 0;
            for (TarArchiveEntry entry = next(tar); entry != null; entry = next(tar)) {
                if (++entries > MOST_ENTRIES || !entry.isCheckSumOK()) {
                    throw RefusedException.invalid(
                            "the tarball has too many entries or a broken header");
                }
                visit(entry, tar);
            }
            // Readers differ in where an archive ends.
            if (!bytes.endsInZeros()) {
                throw RefusedException.invalid("the tarball goes on behind its end");
            }
            JsonNode found =
                    manifest.orElseThrow(
                            () -> RefusedException.invalid("the tarball has no " + MANIFEST));
            return new Tarball(found, files, size);
        }

        /** A name of any length would be read into memory. */
        private @Nullable TarArchiveEntry next(TarArchiveInputStream tar) throws IOException {
            if (tar.getCurrentEntry() != null) {
                tar.transferTo(OutputStream.nullOutputStream());
            }
            bytes.step(MOST_HEADER);
            TarArchiveEntry entry = tar.getNextEntry();
            bytes.step(Long.MAX_VALUE);
            return entry;
        }

        private void visit(TarArchiveEntry entry, TarArchiveInputStream tar)
                throws IOException, RefusedException {
            if (entry.isDirectory()) {
                return;
            }
            files++;
            size += entry.getSize();
            String path = belowFirst(entry.getName());
            if (!path.equalsIgnoreCase(MANIFEST)) {
                return;
            }
            boolean plain = entry.isFile() && !entry.isLink() && !entry.isSymbolicLink();
            if (manifest.isPresent() || !path.equals(MANIFEST) || !plain) {
                throw RefusedException.invalid(
                        "the tarball has more than one reading of " + MANIFEST);
            }
            manifest = Optional.of(parse(tar));
        }

        private JsonNode parse(TarArchiveInputStream tar) throws IOException {
            byte[] content = tar.readNBytes(MOST_MANIFEST + 1);
            if (content.length > MOST_MANIFEST) {
                throw new IOException(MANIFEST + " of more than " + MOST_MANIFEST + " bytes");
            }
            String text = new String(content, StandardCharsets.UTF_8);
            return json.read(text.startsWith("\uFEFF") ? text.substring(1) : text);
        }

        /** The path without its first part, as npm unpacks it. */
        private static String belowFirst(String name) throws RefusedException {
            String path = name.replace('\\', '/');
            if (path.startsWith("/") || path.toLowerCase(Locale.ROOT).matches("[a-z]:.*")) {
                throw RefusedException.invalid("the tarball has the absolute path " + name);
            }
            StringBuilder below = new StringBuilder();
            String[] parts = path.split("/", -1);
            for (int i = 0; i < parts.length; i++) {
                if (parts[i].equals("..")) {
                    throw RefusedException.invalid("the tarball has the path " + name);
                }
                if (i > 0 && !parts[i].isEmpty() && !parts[i].equals(".")) {
                    below.append(below.isEmpty() ? "" : "/").append(parts[i]);
                }
            }
            return below.toString();
        }
    }
}
