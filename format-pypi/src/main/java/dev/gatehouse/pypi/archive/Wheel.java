package dev.gatehouse.pypi.archive;

import dev.gatehouse.core.format.StoredBytes;
import dev.gatehouse.core.model.Digest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a wheel says of itself (binary distribution format, PEP 427).
 *
 * @param distInfo its only {@code NAME-VERSION.dist-info} directory, without that ending
 * @param metadata its core metadata, as they are; read-only
 */
public record Wheel(String distInfo, ByteBuffer metadata) {
    private static final String DIST_INFO = ".dist-info";
    private static final String METADATA = "METADATA";
    private static final String RECORD = "RECORD";
    private static final Set<String> REQUIRED = Set.of(METADATA, RECORD, "WHEEL");

    /** Reads all of a wheel; its files must be those that its RECORD tells. */
    public static Wheel read(StoredBytes source) throws IOException, BadArchiveException {
        Checked parts = new Checked();
        StrictZip.read(source, parts);
        Wheel wheel = parts.wheel();
        parts.requireRecorded();
        return wheel;
    }

    /**
     * Reads the metadata of a wheel and unpacks nothing else; what is seen without that must be as
     * in a wheel that is read whole.
     */
    public static Wheel glance(StoredBytes source) throws IOException, BadArchiveException {
        Parts parts = new Parts();
        ZipGlance.read(source, parts);
        return parts.wheel();
    }

    /** The papers, found by their names. */
    private static class Parts implements StrictZip.Visitor {
        private final Set<String> directories = new HashSet<>();
        private final Set<String> found = new HashSet<>();
        private Optional<ByteBuffer> metadata = Optional.empty();

        @Override
        public void visit(String path, InputStream content)
                throws IOException, BadArchiveException {
            String[] segments = path.split("/", 3);
            if (!segments[0].toLowerCase(Locale.ROOT).endsWith(DIST_INFO)) {
                return;
            }
            directories.add(segments[0]);
            if (segments.length != 2) {
                return;
            }
            String upper = segments[1].toUpperCase(Locale.ROOT);
            if (REQUIRED.contains(upper) && !found.add(upper)) {
                throw new BadArchiveException(
                        "it has '%s' in more than one spelling".formatted(upper));
            }
            paper(segments[1], content);
        }

        void paper(String name, InputStream content) throws IOException, BadArchiveException {
            if (name.equals(METADATA)) {
                metadata = Optional.of(CoreMetadata.bytes(content));
            }
        }

        Wheel wheel() throws BadArchiveException {
            if (directories.size() != 1 || !found.equals(REQUIRED) || metadata.isEmpty()) {
                throw new BadArchiveException(
                        "expected one .dist-info directory with METADATA, RECORD and WHEEL, found "
                                + (directories.size() == 1
                                        ? directories + " with " + found
                                        : directories.size() + " directories"));
            }
            String directory = directories.iterator().next();
            return new Wheel(
                    directory.substring(0, directory.length() - DIST_INFO.length()),
                    metadata.get());
        }
    }

    /** The same with the digests of all files. */
    private static final class Checked extends Parts {
        private final Map<String, Digest> digests = new HashMap<>();
        private Optional<WheelRecord> record = Optional.empty();

        @Override
        void paper(String name, InputStream content) throws IOException, BadArchiveException {
            super.paper(name, content);
            if (name.equals(RECORD)) {
                record = Optional.of(WheelRecord.read(content));
            }
        }

        @Override
        public void read(String path, Digest sha256) {
            digests.put(path, sha256);
        }

        void requireRecorded() throws BadArchiveException {
            if (record.isPresent()) {
                record.get().requireSame(digests);
            }
        }
    }
}
