package dev.gatehouse.pypi.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Locale;
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
    private static final Set<String> REQUIRED = Set.of(METADATA, "RECORD", "WHEEL");

    /** Reads all of a wheel. */
    public static Wheel read(ArchiveSource source) throws IOException, BadArchiveException {
        Parts parts = new Parts();
        StrictZip.read(source, parts);
        return parts.wheel();
    }

    private static final class Parts implements StrictZip.Visitor {
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
            if (segments[1].equals(METADATA)) {
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
}
