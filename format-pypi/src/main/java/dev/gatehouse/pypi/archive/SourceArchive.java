package dev.gatehouse.pypi.archive;

import dev.gatehouse.core.format.BoundedInput;
import dev.gatehouse.core.format.StoredBytes;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a source distribution says of itself (PEP 625: a gzipped tar with one directory {@code
 * NAME-VERSION}). Its members are checked as PEP 721 wants them unpacked, and those that another
 * reader could take for others are refused.
 *
 * @param top the directory that all of it lies in
 * @param metadata its {@code PKG-INFO}, as it is; read-only
 */
public record SourceArchive(String top, ByteBuffer metadata) {
    private static final int RECORD = 512;
    private static final int MOST_ENTRIES = 200_000;

    /** Long names and pax headers of one entry are kept in memory. */
    private static final long MOST_HEADER = 256L << 10;

    /** Reads all of a source distribution. */
    public static SourceArchive read(StoredBytes source) throws IOException, BadArchiveException {
        try (SeekableByteChannel channel = source.open();
                InputStream packed =
                        new BufferedInputStream(Channels.newInputStream(channel), 64 << 10);
                InputStream unzipped =
                        GzipCompressorInputStream.builder()
                                .setInputStream(packed)
                                .setDecompressConcatenated(true)
                                .get()) {
            return new Walk(BoundedInput.unpacked(unzipped, channel.size())).read();
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            throw new BadArchiveException("it cannot be read: " + e.getMessage());
        }
    }

    private static final class Walk {
        private final BoundedInput bytes;
        private final EntryPaths paths = new EntryPaths();
        private String top = "";
        private Optional<ByteBuffer> metadata = Optional.empty();

        Walk(BoundedInput bytes) {
            this.bytes = bytes;
        }

        SourceArchive read() throws IOException, BadArchiveException {
            // With bigger blocks the reader would pass over what stands behind the end.
            var tar =
                    new TarArchiveInputStream(bytes, RECORD, RECORD, StandardCharsets.UTF_8.name());
            int entries = 0;
            for (TarArchiveEntry entry = next(tar); entry != null; entry = next(tar)) {
                if (++entries > MOST_ENTRIES || !entry.isCheckSumOK()) {
                    throw new BadArchiveException("it has too many entries or a broken header");
                }
                bytes.step(entry.getSize() + RECORD);
                visit(entry, tar);
                tar.transferTo(OutputStream.nullOutputStream());
            }
            bytes.step(Long.MAX_VALUE);
            // Readers differ in where an archive ends.
            if (!bytes.endsInZeros()) {
                throw new BadArchiveException("it goes on behind its end");
            }
            ByteBuffer found =
                    metadata.orElseThrow(
                            () -> new BadArchiveException("it has no PKG-INFO in " + top + "/"));
            return new SourceArchive(top, found);
        }

        private TarArchiveEntry next(TarArchiveInputStream tar) throws IOException {
            bytes.step(MOST_HEADER);
            return tar.getNextEntry();
        }

        private void visit(TarArchiveEntry entry, TarArchiveInputStream tar)
                throws IOException, BadArchiveException {
            String path = paths.add(entry.getName());
            requireTop(path);
            if (entry.isSymbolicLink() || entry.isLink()) {
                EntryPaths.requireInside(path, entry.getLinkName(), entry.isSymbolicLink());
            } else if (!entry.isDirectory() && !isPlain(entry)) {
                throw new BadArchiveException(
                        "its entry '%s' is neither file, directory nor link".formatted(path));
            }
            if (!path.equalsIgnoreCase(top + "/PKG-INFO")) {
                return;
            }
            if (metadata.isPresent() || !path.endsWith("/PKG-INFO") || !isPlain(entry)) {
                throw new BadArchiveException("it has more than one reading of PKG-INFO");
            }
            metadata = Optional.of(CoreMetadata.bytes(tar));
        }

        private static boolean isPlain(TarArchiveEntry entry) {
            boolean odd =
                    entry.isSymbolicLink()
                            || entry.isLink()
                            || entry.isFIFO()
                            || entry.isCharacterDevice()
                            || entry.isBlockDevice()
                            || entry.isSparse();
            return entry.isFile() && !odd;
        }

        private void requireTop(String path) throws BadArchiveException {
            String first = path.split("/", 2)[0];
            if (top.isEmpty()) {
                top = first;
            } else if (!top.equals(first)) {
                throw new BadArchiveException(
                        "it has '%s' beside the directory '%s': expected one directory"
                                .formatted(path, top));
            }
        }
    }
}
