package dev.gatehouse.pypi.archive;

import dev.gatehouse.core.format.StoredBytes;

import org.apache.commons.compress.archivers.zip.GeneralPurposeBit;
import org.apache.commons.compress.archivers.zip.UnicodePathExtraField;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** What the directory of a ZIP file lists. Not thread-safe. */
final class ZipDirectory implements Closeable {
    private static final Set<Integer> METHODS =
            Set.of(ZipArchiveEntry.STORED, ZipArchiveEntry.DEFLATED);

    /** With and without a signature, with sizes of 4 and of 8 bytes (APPNOTE 4.3.9). */
    private static final Set<Long> DESCRIPTORS = Set.of(12L, 16L, 20L, 24L);

    private final ZipFile zip;
    private final ZipEnd end;
    private final List<ZipArchiveEntry> entries;

    private ZipDirectory(ZipFile zip, ZipEnd end) throws BadArchiveException {
        this.zip = zip;
        this.end = end;
        this.entries = Collections.list(zip.getEntriesInPhysicalOrder());
        if (entries.size() != end.entries()) {
            throw new BadArchiveException("its directory lists not as many as its end says");
        }
    }

    static ZipDirectory open(StoredBytes source) throws IOException, BadArchiveException {
        SeekableByteChannel channel = source.open();
        try {
            ZipEnd end = ZipEnd.read(channel);
            return new ZipDirectory(
                    ZipFile.builder()
                            .setSeekableByteChannel(channel)
                            .setCharset(StandardCharsets.UTF_8)
                            .setUseUnicodeExtraFields(false)
                            .setIgnoreLocalFileHeader(true)
                            .get(),
                    end);
        } catch (IOException | BadArchiveException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** In the order in which they lie in the file. */
    List<ZipArchiveEntry> entries() {
        return entries;
    }

    /** The content of an entry; the caller closes it, and this stays open as long. */
    InputStream content(ZipArchiveEntry entry) throws IOException {
        return zip.getInputStream(entry);
    }

    /**
     * Where the next entry, or the directory, begins.
     *
     * @param content where the content of the entry begins
     */
    long behind(int index, long content) throws BadArchiveException {
        ZipArchiveEntry entry = entries.get(index);
        long next =
                index + 1 < entries.size()
                        ? entries.get(index + 1).getLocalHeaderOffset()
                        : end.directory();
        long between = next - content - entry.getCompressedSize();
        boolean described = bits(entry).usesDataDescriptor() && DESCRIPTORS.contains(between);
        if (between != 0 && !described) {
            throw new BadArchiveException(
                    "there are bytes behind '%s' that belong to nothing"
                            .formatted(entry.getName()));
        }
        return next;
    }

    static void requirePlain(ZipArchiveEntry entry) throws BadArchiveException {
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

    static GeneralPurposeBit bits(ZipArchiveEntry entry) {
        return entry.getGeneralPurposeBit();
    }

    static BadArchiveException disagreement(ZipArchiveEntry entry) {
        return new BadArchiveException(
                "its directory and its entry '%s' do not agree".formatted(entry.getName()));
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
