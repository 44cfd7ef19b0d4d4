package dev.gatehouse.maven.publish;

import dev.gatehouse.core.format.RefusedException;
import dev.gatehouse.core.store.BlobDraft;
import dev.gatehouse.maven.metadata.Pom;
import dev.gatehouse.maven.xml.MalformedXmlException;
import dev.gatehouse.maven.xml.StrictXml;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Finds the POM that Maven packs into a JAR. It only tells coordinates that the sender has not
 * told; a JAR with several (a shaded one) tells none. Stateless.
 */
final class PackedPom {
    private static final Pattern PLACE = Pattern.compile("META-INF/maven/[^/]+/[^/]+/pom\\.xml");
    private static final int MOST_POM = 8 << 20;
    private static final int MOST_ENTRIES = 100_000;
    private static final long MOST_BYTES = 1L << 30;

    private final StrictXml xml;

    PackedPom(StrictXml xml) {
        this.xml = xml;
    }

    /** Its bytes; empty where there is none, several, or what is there is no archive. */
    Optional<byte[]> inside(BlobDraft draft) throws IOException {
        Optional<byte[]> found = Optional.empty();
        long passed = 0;
        int entries = 0;
        try (InputStream in = new BufferedInputStream(Channels.newInputStream(draft.open()));
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!PLACE.matcher(entry.getName()).matches()) {
                    passed += skip(zip, MOST_BYTES - passed);
                } else if (found.isPresent()) {
                    return Optional.empty();
                } else {
                    found = Optional.of(zip.readNBytes(MOST_POM));
                }
                if (++entries > MOST_ENTRIES || passed >= MOST_BYTES) {
                    return Optional.empty();
                }
            }
        } catch (ZipException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
        return found;
    }

    private static long skip(InputStream in, long most) throws IOException {
        byte[] chunk = new byte[16 << 10];
        long passed = 0;
        for (int read = in.read(chunk); read >= 0 && passed < most; read = in.read(chunk)) {
            passed += read;
        }
        return passed;
    }

    Pom parse(BlobDraft draft) throws IOException, RefusedException {
        if (draft.size() > MOST_POM) {
            throw RefusedException.tooLarge("a POM has at most " + MOST_POM + " bytes");
        }
        try (InputStream in = Channels.newInputStream(draft.open())) {
            return parse(in.readAllBytes());
        }
    }

    Pom parse(byte[] content) throws RefusedException {
        try {
            return Pom.read(xml, ByteBuffer.wrap(content));
        } catch (MalformedXmlException e) {
            throw RefusedException.invalid("the POM cannot be read: " + e.getMessage());
        }
    }
}
