package dev.gatehouse.server.store;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a data directory says of itself; the database holds the same, so that files of one store and
 * metadata of another, or of another day, are never used together.
 *
 * @param schema the layout of the directory
 * @param store the id that the store got when it was made
 * @param start how often it was opened; 0 until it was made completely
 */
record StoreMarker(int schema, String store, long start) {
    /** The layout that this program writes, and the newest that it reads. */
    static final int SCHEMA = 1;

    private static final String NAME = "store.json";
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .build();

    /** The marker of a directory, if it has one. */
    static Optional<StoreMarker> read(Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        StoreMarker marker = parse(file);
        if (marker.schema > SCHEMA) {
            throw new StoreRefusedException(
                    "%s says schema %d, this program knows up to %d: start the newer gatehouse that wrote it, or restore a backup from before it"
                            .formatted(file, marker.schema, SCHEMA));
        }
        return Optional.of(marker);
    }

    private static StoreMarker parse(Path file) throws IOException {
        try (FileChannel channel = PrivateFiles.openFile(file)) {
            ByteBuffer content = ByteBuffer.allocate((int) Math.min(channel.size(), 4096));
            while (content.hasRemaining() && channel.read(content) >= 0) {}
            return JSON.readValue(content.array(), 0, content.position(), StoreMarker.class);
        } catch (JacksonException e) {
            throw new StoreRefusedException(
                    "%s cannot be read: %s. %s"
                            .formatted(file, e.getOriginalMessage(), StoreRefusedException.RESTORE),
                    e);
        }
    }

    /** Puts this marker in the place of the one before, durably. */
    void write(Path directory, LatchedDisk disk) throws IOException {
        Path draft = directory.resolve(NAME + ".new");
        Files.deleteIfExists(draft);
        try (FileChannel channel = PrivateFiles.createFile(draft)) {
            ByteBuffer content = ByteBuffer.wrap(JSON.writeValueAsBytes(this));
            while (content.hasRemaining()) {
                channel.write(content);
            }
            disk.sync(channel);
        }
        disk.rename(draft, directory.resolve(NAME));
        disk.syncDirectory(directory);
    }

    /** Whether it was not yet made completely; nothing can have been stored then. */
    boolean isNew() {
        return start == 0;
    }

    StoreMarker started(long number) {
        return new StoreMarker(schema, store, number);
    }
}
