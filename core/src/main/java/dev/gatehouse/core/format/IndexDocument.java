package dev.gatehouse.core.format;

import java.net.URI;
import java.nio.ByteBuffer;

/**
 * An index document as an upstream gave it.
 *
 * @param content read-only; may be mapped, never changes
 * @param contentType the value of {@code Content-Type}, empty when there was none
 * @param url where it came from, after redirects
 */
public record IndexDocument(ByteBuffer content, String contentType, URI url) {
    public IndexDocument {
        content = content.asReadOnlyBuffer();
    }
}
