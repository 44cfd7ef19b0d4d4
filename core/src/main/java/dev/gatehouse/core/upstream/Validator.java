package dev.gatehouse.core.upstream;

import java.util.Optional;

/**
 * What an upstream gave to revalidate a document with (RFC 9110, section 8.8): header values as
 * they came.
 */
public record Validator(Optional<String> etag, Optional<String> lastModified) {
    public static final Validator NONE = new Validator(Optional.empty(), Optional.empty());

    public boolean isEmpty() {
        return etag.isEmpty() && lastModified.isEmpty();
    }
}
