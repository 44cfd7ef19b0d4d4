package dev.gatehouse.core.format;

import dev.gatehouse.core.http.Headers;

import java.nio.ByteBuffer;
import java.util.List;

/** What rendering an index brought. */
public sealed interface Rendering {
    /**
     * A document.
     *
     * @param segments its bytes in order; read-only ranges of source documents and new text between
     * @param headers content type, last-modified and what else belongs to the document, but not its
     *     ETag
     */
    record Document(List<ByteBuffer> segments, Headers headers) implements Rendering {}

    /** The index has no such part, such as a version or a tag. */
    record Nothing(String text) implements Rendering {}
}
