package dev.gatehouse.server.backup;

import dev.gatehouse.core.model.Digest;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a backup, which is trusted no more than any other input. For one thread. */
public final class BackupReader {
    private static final int MOST_JSON = 1 << 20;
    private static final String METADATA = "metadata/";
    private static final String BLOBS = "blobs/";
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .build();

    private final Taker taker;
    private final Set<String> wrong = new HashSet<>();
    private long metadata;
    private long blobs;
    private long bytes;

    private BackupReader(Taker taker) {
        this.taker = taker;
    }

    /** Takes what is in a backup. */
    public interface Taker {
        void metadata(String name, InputStream content) throws IOException;

        /** Takes a blob and answers whether the bytes are what the digest says. */
        boolean blob(Digest sha256, InputStream content) throws IOException;
    }

    /** A backup that is whole. */
    public record Backup(Heading heading, Ending ending) {}

    /**
     * Reads all of it.
     *
     * @throws IOException when it is no backup, is of a newer layout, was cut off, or has other
     *     bytes than were backed up
     */
    public static Backup read(InputStream archive, Taker taker) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(archive, StandardCharsets.UTF_8.name())) {
            return new BackupReader(taker).read(tar);
        } catch (IllegalArgumentException e) {
            throw new IOException("this is no backup of Gatehouse: " + e.getMessage(), e);
        }
    }

    private Backup read(TarArchiveInputStream tar) throws IOException {
        Heading heading = heading(tar);
        Optional<Ending> ending = Optional.empty();
        for (var entry = tar.getNextEntry(); ending.isEmpty(); entry = tar.getNextEntry()) {
            if (entry == null) {
                throw new IOException("the backup ends early: it was cut off");
            }
            ending = take(tar, entry);
        }
        requireAgreement(ending.get());
        return new Backup(heading, ending.get());
    }

    private static Heading heading(TarArchiveInputStream tar) throws IOException {
        if (!first(tar).equals(Heading.NAME)) {
            throw new IOException(
                    "this is no backup of Gatehouse: it does not begin with " + Heading.NAME);
        }
        Heading heading = json(tar, Heading.class);
        if (heading.backup() > Heading.BACKUP) {
            throw new IOException(
                    "the backup has layout %d, this program knows up to %d: use the newer gatehouse that wrote it"
                            .formatted(heading.backup(), Heading.BACKUP));
        }
        return heading;
    }

    private static String first(TarArchiveInputStream tar) throws IOException {
        try {
            TarArchiveEntry first = tar.getNextEntry();
            return first == null ? "" : first.getName();
        } catch (IOException e) {
            throw new IOException("this is no backup of Gatehouse: " + e.getMessage(), e);
        }
    }

    private Optional<Ending> take(TarArchiveInputStream tar, TarArchiveEntry entry)
            throws IOException {
        String name = entry.getName();
        if (name.equals(Ending.NAME)) {
            return Optional.of(json(tar, Ending.class));
        }
        if (entry.getLinkFlag() != TarConstants.LF_NORMAL) {
            throw new IOException("'" + name + "' is no file");
        }
        bytes += entry.getSize();
        if (name.startsWith(METADATA)) {
            metadata++;
            taker.metadata(name.substring(METADATA.length()), tar);
        } else if (name.startsWith(BLOBS)) {
            blobs++;
            blob(name.substring(BLOBS.length()), tar);
        } else {
            throw new IOException("'" + name + "' is no part of a backup");
        }
        return Optional.empty();
    }

    private void blob(String hex, InputStream content) throws IOException {
        if (!SHA256.matcher(hex).matches()) {
            throw new IOException("'blobs/" + hex + "' is no name of a blob");
        }
        if (!taker.blob(Digest.sha256(hex), content)) {
            wrong.add(hex);
        }
    }

    private static <T> T json(InputStream content, Class<T> type) throws IOException {
        byte[] text = content.readNBytes(MOST_JSON);
        try {
            return JSON.readValue(text, type);
        } catch (JacksonException e) {
            throw new IOException(
                    "the backup's %s cannot be read: %s"
                            .formatted(type.getSimpleName(), e.getOriginalMessage()),
                    e);
        }
    }

    private void requireAgreement(Ending ending) throws IOException {
        wrong.removeAll(ending.damaged());
        if (!wrong.isEmpty()) {
            throw new IOException(
                    "the backup was changed after it was written: the bytes of %s are others"
                            .formatted(wrong.iterator().next()));
        }
        if (ending.metadata() != metadata || ending.blobs() != blobs || ending.bytes() != bytes) {
            throw new IOException(
                    "the backup is not whole: it says %d files and %d blobs, and has %d and %d"
                            .formatted(ending.metadata(), ending.blobs(), metadata, blobs));
        }
    }
}
