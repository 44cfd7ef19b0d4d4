package dev.gatehouse.pypi.archive;

import dev.gatehouse.core.format.BoundedInput;
import dev.gatehouse.core.format.StoredBytes;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;

import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * Reads a ZIP file in both ways that installers do, by its directory and from its beginning, and
 * refuses it where they differ: entries that only one of them sees, other names, sizes or sums.
 */
final class StrictZip {
    private final EntryPaths paths = new EntryPaths();
    private final Visitor visitor;

    /** Is shown each file in order. */
    interface Visitor {
        void visit(String path, InputStream content) throws IOException, BadArchiveException;

        /** The whole of the file was read, whoever read it. */
        default void read(String path, Digest sha256) {}
    }

    private StrictZip(Visitor visitor) {
        this.visitor = visitor;
    }

    static void read(StoredBytes source, Visitor visitor) throws IOException, BadArchiveException {
        try (ZipDirectory directory = ZipDirectory.open(source)) {
            new StrictZip(visitor).walk(source, directory);
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            throw new BadArchiveException("it cannot be read: " + e.getMessage());
        }
    }

    private void walk(StoredBytes source, ZipDirectory directory)
            throws IOException, BadArchiveException {
        try (SeekableByteChannel channel = source.open();
                InputStream bytes =
                        new BufferedInputStream(Channels.newInputStream(channel), 64 << 10);
                ZipArchiveInputStream zip =
                        new ZipArchiveInputStream(bytes, StandardCharsets.UTF_8.name(), false)) {
            BoundedInput content = BoundedInput.unpacked(zip, channel.size());
            long at = 0;
            for (int i = 0; i < directory.entries().size(); i++) {
                ZipArchiveEntry listed = directory.entries().get(i);
                ZipArchiveEntry met = requireSame(listed, zip.getNextEntry(), at);
                take(listed, zip, content);
                at = directory.behind(i, met.getDataOffset());
            }
            if (zip.getNextEntry() != null) {
                throw new BadArchiveException("it has entries that its directory does not list");
            }
        }
    }

    private static ZipArchiveEntry requireSame(
            ZipArchiveEntry listed, @Nullable ZipArchiveEntry met, long at)
            throws BadArchiveException {
        if (met == null
                || listed.getLocalHeaderOffset() != at
                || met.getLocalHeaderOffset() != at
                || !Arrays.equals(listed.getRawName(), met.getRawName())
                || listed.getMethod() != met.getMethod()
                || !ZipDirectory.bits(listed).equals(ZipDirectory.bits(met))
                || !sameFacts(listed, met)) {
            throw ZipDirectory.disagreement(listed);
        }
        return met;
    }

    /** Where a descriptor follows the content, the entry's own header need not tell them. */
    private static boolean sameFacts(ZipArchiveEntry listed, ZipArchiveEntry met) {
        return ZipDirectory.bits(listed).usesDataDescriptor()
                || (listed.getSize() == met.getSize()
                        && listed.getCompressedSize() == met.getCompressedSize()
                        && listed.getCrc() == met.getCrc());
    }

    private void take(ZipArchiveEntry entry, ZipArchiveInputStream zip, BoundedInput content)
            throws IOException, BadArchiveException {
        ZipDirectory.requirePlain(entry);
        String path = paths.add(entry.getName());
        CheckedInputStream checked = new CheckedInputStream(content, new CRC32());
        DigestInputStream hashed =
                new DigestInputStream(checked, Digest.hasher(DigestAlgorithm.SHA256));
        if (!entry.isDirectory()) {
            visitor.visit(path, hashed);
        }
        hashed.transferTo(OutputStream.nullOutputStream());
        long crc = checked.getChecksum().getValue();
        if (crc != entry.getCrc()
                || zip.getUncompressedCount() != entry.getSize()
                || zip.getCompressedCount() != entry.getCompressedSize()) {
            throw new BadArchiveException(
                    "its directory and the content of '%s' do not agree".formatted(path));
        }
        if (!entry.isDirectory()) {
            visitor.read(
                    path, Digest.of(DigestAlgorithm.SHA256, hashed.getMessageDigest().digest()));
        }
    }
}
