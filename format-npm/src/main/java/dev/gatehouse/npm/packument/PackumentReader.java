package dev.gatehouse.npm.packument;

import dev.gatehouse.core.format.BadUpstreamException;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.ReleaseIndex;
import dev.gatehouse.npm.json.JsonText;

import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonFactory;

import java.nio.ByteBuffer;

/**
 * Parses packuments. Thread-safe.
 *
 * <p>What could be read in two ways is refused: other encodings than UTF-8, two members of one name
 * where the name matters, bytes after the end, another package's document.
 */
public final class PackumentReader {
    /** All offsets are ints; the upstream client's own limit is far lower. */
    private static final int MOST_BYTES = 1 << 30;

    private final JsonFactory json = JsonText.factory(MOST_BYTES);

    /**
     * Parses one package's document.
     *
     * @throws BadUpstreamException when it is malformed or another package's
     */
    public ReleaseIndex<NpmRelease, NpmDocument> read(IndexKey key, ByteBuffer content)
            throws BadUpstreamException {
        if (content.remaining() > MOST_BYTES) {
            throw new BadUpstreamException("packument of " + content.remaining() + " bytes");
        }
        ByteBuffer whole = content.slice().asReadOnlyBuffer();
        try (Cursor cursor = new Cursor(json, whole)) {
            return new PackumentScan(key, whole, cursor).read();
        } catch (JacksonException e) {
            throw new BadUpstreamException(
                    "packument of " + key.name() + " is malformed: " + e.getOriginalMessage(), e);
        }
    }
}
