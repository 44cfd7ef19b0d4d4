package dev.gatehouse.server.store;

import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Function;

/**
 * Writes rows as a schema number in one byte, then JSON. Thread-safe.
 *
 * <p>Unknown fields are ignored, so that an older program can read what a newer one of the same
 * schema wrote; an unknown schema, a missing field or broken JSON is an {@link IOException}: what
 * cannot be read is never taken for something that is not there.
 */
final class RowCodec {
    /** The schema that is written, and the only one that is read so far. */
    static final int SCHEMA = 1;

    private final ObjectMapper json =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    // Keeps unpaired surrogates, which UTF-8 cannot hold.
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build();

    byte[] write(Object row) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(SCHEMA);
        try {
            json.writeValue(out, row);
        } catch (JacksonException e) {
            throw new IOException("a record cannot be written: " + e.getOriginalMessage(), e);
        }
        return out.toByteArray();
    }

    /** Reads a row and makes something of it; what it cannot be made of is an error too. */
    <R, T> T read(Class<R> type, byte[] value, Function<R, T> use) throws IOException {
        R row = read(type, value);
        try {
            return use.apply(row);
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new IOException(
                    "a %s record is damaged: %s".formatted(type.getSimpleName(), e.getMessage()),
                    e);
        }
    }

    <T> T read(Class<T> type, byte[] value) throws IOException {
        if (value.length == 0 || value[0] != SCHEMA) {
            String schema = value.length == 0 ? "none" : String.valueOf(value[0] & 0xFF);
            throw new IOException(
                    "a %s record has schema %s, expected %d: it is damaged, or a newer gatehouse wrote it"
                            .formatted(type.getSimpleName(), schema, SCHEMA));
        }
        try {
            return json.readValue(value, 1, value.length - 1, type);
        } catch (JacksonException e) {
            throw new IOException(
                    "a %s record cannot be read: %s"
                            .formatted(type.getSimpleName(), e.getOriginalMessage()),
                    e);
        }
    }
}
