package dev.gatehouse.pypi.archive;

import dev.gatehouse.core.format.BoundedInput;
import dev.gatehouse.core.format.StoredBytes;

import org.apache.commons.compress.archivers.zip.GeneralPurposeBit;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;

/**
 * Reads a ZIP file as {@link StrictZip} does, but unpacks only what its visitor reads: directory
 * and headers must agree and account for every byte, and sizes are believed in the others. So it
 * takes as long for a gigabyte as for a megabyte.
 */
final class ZipGlance {
    private static final int HEADER = 30;
    private static final int SIGNATURE = 0x04034b50;

    private final ZipDirectory directory;
    private final SeekableByteChannel headers;
    private final StrictZip.Visitor visitor;
    private final EntryPaths paths = new EntryPaths();

    private ZipGlance(
            ZipDirectory directory, SeekableByteChannel headers, StrictZip.Visitor visitor) {
        this.directory = directory;
        this.headers = headers;
        this.visitor = visitor;
    }

    static void read(StoredBytes source, StrictZip.Visitor visitor)
            throws IOException, BadArchiveException {
        try (ZipDirectory directory = ZipDirectory.open(source);
                SeekableByteChannel headers = source.open()) {
            new ZipGlance(directory, headers, visitor).walk();
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            throw new BadArchiveException("it cannot be read: " + e.getMessage());
        }
    }

    private void walk() throws IOException, BadArchiveException {
        requireBelievable();
        long at = 0;
        for (int i = 0; i < directory.entries().size(); i++) {
            ZipArchiveEntry entry = directory.entries().get(i);
            ZipDirectory.requirePlain(entry);
            String path = paths.add(entry.getName());
            long content = requireHeader(entry, at);
            at = directory.behind(i, content);
            if (!entry.isDirectory()) {
                visit(entry, path);
            }
        }
    }

    private void requireBelievable() throws IOException, BadArchiveException {
        long most = BoundedInput.mostUnpacked(headers.size());
        long left = most;
        for (ZipArchiveEntry entry : directory.entries()) {
            left -= entry.getSize();
            if (left < 0 || entry.getSize() < 0) {
                throw new BadArchiveException("it unpacks to more than " + most + " bytes");
            }
        }
    }

    /** Checks the header before the content; where that begins. */
    private long requireHeader(ZipArchiveEntry entry, long at)
            throws IOException, BadArchiveException {
        byte[] name = entry.getRawName();
        ByteBuffer header =
                ByteBuffer.allocate(HEADER + name.length).order(ByteOrder.LITTLE_ENDIAN);
        headers.position(at);
        while (header.hasRemaining()) {
            if (headers.read(header) < 0) {
                throw ZipDirectory.disagreement(entry);
            }
        }
        byte[] raw = header.array();
        GeneralPurposeBit bits = GeneralPurposeBit.parse(raw, 6);
        boolean same =
                entry.getLocalHeaderOffset() == at
                        && header.getInt(0) == SIGNATURE
                        && bits.equals(ZipDirectory.bits(entry))
                        && header.getShort(8) == entry.getMethod()
                        && (bits.usesDataDescriptor() || sameFacts(entry, header))
                        && Short.toUnsignedInt(header.getShort(26)) == name.length
                        && Arrays.equals(raw, HEADER, raw.length, name, 0, name.length);
        if (!same) {
            throw ZipDirectory.disagreement(entry);
        }
        return at + raw.length + Short.toUnsignedInt(header.getShort(28));
    }

    private static boolean sameFacts(ZipArchiveEntry entry, ByteBuffer header) {
        return Integer.toUnsignedLong(header.getInt(14)) == entry.getCrc()
                && Integer.toUnsignedLong(header.getInt(18)) == entry.getCompressedSize()
                && Integer.toUnsignedLong(header.getInt(22)) == entry.getSize();
    }

    private void visit(ZipArchiveEntry entry, String path) throws IOException, BadArchiveException {
        try (InputStream content = new UnpackedEntry(directory, entry)) {
            visitor.visit(path, content);
        }
    }
}
