package dev.gatehouse.pypi.archive;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** Builds source distributions, good and hostile, entry by entry. */
public final class SdistMaker {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8");

    public SdistMaker() {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    }

    /** As its tools build it. */
    public static SdistMaker of(String name, String version) throws IOException {
        String top = name + "-" + version;
        return new SdistMaker()
                .file(top + "/setup.py", "import setuptools; setuptools.setup()")
                .file(top + "/PKG-INFO", ZipMaker.metadata(name, version));
    }

    SdistMaker file(String path, String content) throws IOException {
        byte[] text = content.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(path, true);
        entry.setSize(text.length);
        tar.putArchiveEntry(entry);
        tar.write(text);
        tar.closeArchiveEntry();
        return this;
    }

    /** A header of that many bytes, with the name of the entry behind it. */
    SdistMaker longName(int length) throws IOException {
        TarArchiveEntry entry =
                new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
        entry.setSize(length);
        tar.putArchiveEntry(entry);
        tar.write("n".repeat(length).getBytes(StandardCharsets.UTF_8));
        tar.closeArchiveEntry();
        return this;
    }

    SdistMaker special(String path, byte type, String target) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(path, type, true);
        entry.setLinkName(target);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
        return this;
    }

    SdistMaker link(String path, String target) throws IOException {
        return special(path, TarConstants.LF_SYMLINK, target);
    }

    byte[] tar() throws IOException {
        tar.finish();
        return bytes.toByteArray();
    }

    public byte[] bytes() throws IOException {
        return gzip(tar());
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }
}
