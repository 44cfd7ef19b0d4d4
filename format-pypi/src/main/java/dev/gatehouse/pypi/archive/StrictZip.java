package dev.gatehouse.pypi.archive;

import org.apache.commons.compress.archivers.zip.GeneralPurposeBit;
import org.apache.commons.compress.archivers.zip.UnicodePathExtraField;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * Reads a ZIP file in both ways that installers do, by its directory and from its beginning, and
 * refuses it where they differ: entries that only one of them sees, other names, sizes or sums.
 */
final class StrictZip {
    private static final Set<Integer> METHODS =
            Set.of(ZipArchiveEntry.STORED, ZipArchiveEntry.DEFLATED);

    /** With and without a signature, with sizes of 4 and of 8 bytes (APPNOTE 4.3.9). */
    private static final Set<Long> DESCRIPTORS = Set.of(12L, 16L, 20L, 24L);

    private final EntryPaths paths = new EntryPaths();
    private final Visitor visitor;

    /** Is shown each file in order. */
    interface Visitor {
        void visit(String path, InputStream content) throws IOException, BadArchiveException;
    }

    private StrictZip(Visitor visitor) {
        this.visitor = visitor;
    }

    static void read(ArchiveSource source, Visitor visitor)
            throws IOException, BadArchiveException {
        try (SeekableByteChannel channel = source.open()) {
            ZipEnd end = ZipEnd.read(channel);
            new StrictZip(visitor).walk(source, listed(source, end), end);
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            throw new BadArchiveException("it cannot be read: " + e.getMessage());
        }
    }

    /** What its directory lists, in the order in which it lies in the file. */
    private static List<ZipArchiveEntry> listed(ArchiveSource source, ZipEnd end)
            throws IOException, BadArchiveException {
        try (SeekableByteChannel channel = source.open();
                ZipFile zip =
                        ZipFile.builder()
                                .setSeekableByteChannel(channel)
                                .setCharset(StandardCharsets.UTF_8)
                                .setUseUnicodeExtraFields(false)
                                .setIgnoreLocalFileHeader(true)
                                .get()) {
            List<ZipArchiveEntry> entries = Collections.list(zip.getEntriesInPhysicalOrder());
            if (entries.size() != end.entries()) {
                throw new BadArchiveException("its directory lists not as many as its end says");
            }
            return entries;
        }
    }

    private void walk(ArchiveSource source, List<ZipArchiveEntry> listed, ZipEnd end)
            throws IOException, BadArchiveException {
        try (SeekableByteChannel channel = source.open();
                InputStream bytes =
                        new BufferedInputStream(Channels.newInputStream(channel), 64 << 10);
                ZipArchiveInputStream zip =
                        new ZipArchiveInputStream(bytes, StandardCharsets.UTF_8.name(), false)) {
            Allowance content = new Allowance(zip, Allowance.unpacked(channel.size()));
            long at = 0;
            for (int i = 0; i < listed.size(); i++) {
                ZipArchiveEntry entry = listed.get(i);
                ZipArchiveEntry met = zip.getNextEntry();
                requireSame(entry, met, at);
                take(entry, zip, content);
                long next = end.directory();
                if (i + 1 < listed.size()) {
                    next = listed.get(i + 1).getLocalHeaderOffset();
                }
                requireNothingBetween(entry, met.getDataOffset() + entry.getCompressedSize(), next);
                at = next;
            }
            if (zip.getNextEntry() != null) {
                throw new BadArchiveException("it has entries that its directory does not list");
            }
        }
    }

    private static void requireSame(ZipArchiveEntry listed, ZipArchiveEntry met, long at)
            throws BadArchiveException {
        boolean same =
                met != null
                        && listed.getLocalHeaderOffset() == at
                        && met.getLocalHeaderOffset() == at
                        && Arrays.equals(listed.getRawName(), met.getRawName())
                        && listed.getMethod() == met.getMethod()
                        && bits(listed).equals(bits(met))
                        && sameFacts(listed, met);
        if (!same) {
            throw new BadArchiveException(
                    "its directory and its entry '%s' do not agree".formatted(listed.getName()));
        }
    }

    /** Where a descriptor follows the content, the entry's own header need not tell them. */
    private static boolean sameFacts(ZipArchiveEntry listed, ZipArchiveEntry met) {
        return bits(listed).usesDataDescriptor()
                || (listed.getSize() == met.getSize()
                        && listed.getCompressedSize() == met.getCompressedSize()
                        && listed.getCrc() == met.getCrc());
    }

    private static GeneralPurposeBit bits(ZipArchiveEntry entry) {
        return entry.getGeneralPurposeBit();
    }

    private void take(ZipArchiveEntry entry, ZipArchiveInputStream zip, Allowance content)
            throws IOException, BadArchiveException {
        requirePlain(entry);
        String path = paths.add(entry.getName());
        CheckedInputStream checked = new CheckedInputStream(content, new CRC32());
        if (!entry.isDirectory()) {
            visitor.visit(path, checked);
        }
        checked.transferTo(OutputStream.nullOutputStream());
        long crc = checked.getChecksum().getValue();
        if (crc != entry.getCrc()
                || zip.getUncompressedCount() != entry.getSize()
                || zip.getCompressedCount() != entry.getCompressedSize()) {
            throw new BadArchiveException(
                    "its directory and the content of '%s' do not agree".formatted(path));
        }
    }

    private static void requirePlain(ZipArchiveEntry entry) throws BadArchiveException {
        boolean ascii = true;
        for (byte one : entry.getRawName()) {
            ascii &= one >= 0;
        }
        boolean named = ascii || bits(entry).usesUTF8ForNames();
        boolean renamed = entry.getExtraField(UnicodePathExtraField.UPATH_ID) != null;
        boolean odd = bits(entry).usesEncryption() || entry.isUnixSymlink();
        if (!named || renamed || odd || !METHODS.contains(entry.getMethod())) {
            throw new BadArchiveException(
                    "its entry '%s' is a link, encrypted, or packed or named in an unusual way"
                            .formatted(entry.getName()));
        }
    }

    private static void requireNothingBetween(ZipArchiveEntry entry, long contentEnd, long next)
            throws BadArchiveException {
        long between = next - contentEnd;
        boolean described = bits(entry).usesDataDescriptor() && DESCRIPTORS.contains(between);
        if (between != 0 && !described) {
            throw new BadArchiveException(
                    "there are bytes behind '%s' that belong to nothing"
                            .formatted(entry.getName()));
        }
    }
}
