package dev.gatehouse.pypi.archive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Builds ZIP files record by record, so that the directory and the entries can be made to differ as
 * no library would write them.
 */
public final class ZipMaker {
    private static final int LINK = 0120777;
    private static final int FILE = 0100644;

    private final List<Entry> entries = new ArrayList<>();
    private byte[] before = new byte[0];
    private byte[] beforeDirectory = new byte[0];
    private byte[] comment = new byte[0];

    /** One entry; the halves may tell other names. */
    private static final class Entry {
        final String name;
        final byte[] content;
        String listedName;
        int listedCrc;
        int listedSize;
        int mode = FILE;
        int flags = 0x800;
        int method = 8;
        boolean listed = true;
        byte[] extra = new byte[0];

        Entry(String name, byte[] content) {
            this.name = name;
            this.listedName = name;
            this.content = content;
            this.listedCrc = crc(content);
            this.listedSize = content.length;
        }

        byte[] packed() {
            return method == 0 ? content : deflated(content);
        }
    }

    /** A wheel as its tools build it. */
    public static ZipMaker wheel(String name, String version) {
        String info = name + "-" + version + ".dist-info/";
        return new ZipMaker()
                .file(name + "/__init__.py", "print('" + name + "')\n")
                .file(info + "METADATA", metadata(name, version))
                .file(info + "WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
                .file(info + "RECORD", name + "/__init__.py,,\n");
    }

    /** Core metadata of the least that they need. */
    public static String metadata(String name, String version) {
        return "Metadata-Version: 2.4\nName: %s\nVersion: %s\nRequires-Python: >=3.9\n\n# %s\n"
                .formatted(name, version, name);
    }

    public ZipMaker file(String path, String content) {
        return file(path, content.getBytes(StandardCharsets.UTF_8));
    }

    public ZipMaker file(String path, byte[] content) {
        entries.add(new Entry(path, content));
        return this;
    }

    /** Another content for that path, at the end. */
    public ZipMaker replacing(String path, String content) {
        return without(path).file(path, content);
    }

    ZipMaker without(String path) {
        entries.removeIf(e -> e.name.equals(path));
        return this;
    }

    /** The last entry is not in the directory. */
    ZipMaker hidden() {
        entries.getLast().listed = false;
        return this;
    }

    /** The last entry has another name in the directory. */
    ZipMaker listedAs(String name) {
        entries.getLast().listedName = name;
        return this;
    }

    ZipMaker withListedCrc(int crc) {
        entries.getLast().listedCrc = crc;
        return this;
    }

    ZipMaker withListedSize(int size) {
        entries.getLast().listedSize = size;
        return this;
    }

    ZipMaker asLink() {
        entries.getLast().mode = LINK;
        return this;
    }

    ZipMaker stored() {
        entries.getLast().method = 0;
        return this;
    }

    ZipMaker withMethod(int method) {
        entries.getLast().method = method;
        return this;
    }

    ZipMaker withFlags(int flags) {
        entries.getLast().flags = flags;
        return this;
    }

    ZipMaker withExtra(byte[] extra) {
        entries.getLast().extra = extra;
        return this;
    }

    ZipMaker beginningWith(byte[] bytes) {
        before = bytes;
        return this;
    }

    ZipMaker withGap(byte[] bytes) {
        beforeDirectory = bytes;
        return this;
    }

    ZipMaker withComment(byte[] bytes) {
        comment = bytes;
        return this;
    }

    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream directory = new ByteArrayOutputStream();
        out.writeBytes(before);
        int listed = 0;
        for (Entry entry : entries) {
            int at = out.size();
            out.writeBytes(local(entry));
            if (entry.listed) {
                directory.writeBytes(central(entry, at));
                listed++;
            }
        }
        out.writeBytes(beforeDirectory);
        int begin = out.size();
        out.writeBytes(directory.toByteArray());
        out.writeBytes(end(listed, directory.size(), begin));
        out.writeBytes(comment);
        return out.toByteArray();
    }

    private static byte[] local(Entry entry) {
        byte[] name = entry.name.getBytes(StandardCharsets.UTF_8);
        byte[] packed = entry.packed();
        boolean described = (entry.flags & 8) != 0;
        ByteBuffer out = buffer(30 + name.length + entry.extra.length + packed.length + 16);
        out.putInt(0x04034b50).putShort((short) 20).putShort((short) entry.flags);
        out.putShort((short) entry.method).putInt(0x5a210000);
        out.putInt(described ? 0 : crc(entry.content));
        out.putInt(described ? 0 : packed.length).putInt(described ? 0 : entry.content.length);
        out.putShort((short) name.length).putShort((short) entry.extra.length);
        out.put(name).put(entry.extra).put(packed);
        if (described) {
            out.putInt(0x08074b50).putInt(crc(entry.content));
            out.putInt(packed.length).putInt(entry.content.length);
        }
        return written(out);
    }

    private static byte[] central(Entry entry, int at) {
        byte[] name = entry.listedName.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = buffer(46 + name.length + entry.extra.length);
        out.putInt(0x02014b50).putShort((short) (3 << 8 | 20)).putShort((short) 20);
        out.putShort((short) entry.flags).putShort((short) entry.method).putInt(0x5a210000);
        out.putInt(entry.listedCrc).putInt(entry.packed().length).putInt(entry.listedSize);
        out.putShort((short) name.length).putShort((short) entry.extra.length);
        out.putShort((short) 0).putShort((short) 0).putShort((short) 0);
        out.putInt(entry.mode << 16).putInt(at).put(name).put(entry.extra);
        return written(out);
    }

    private byte[] end(int count, int length, int begin) {
        ByteBuffer out = buffer(22);
        out.putInt(0x06054b50).putInt(0).putShort((short) count).putShort((short) count);
        out.putInt(length).putInt(begin).putShort((short) comment.length);
        return written(out);
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] written(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }

    private static int crc(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return (int) crc.getValue();
    }

    private static byte[] deflated(byte[] content) {
        try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true)) {
            deflater.setInput(content);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        }
    }
}
