package dev.gatehouse.core.format;

import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.upstream.UpstreamRequest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A list of all names of a repository: those published or stored here, and, when the client asks
 * for them, those that upstreams list. No name travels to an upstream for it.
 */
public interface Listing {
    /** Equal for requests that get the same list in the same form. */
    String cacheKey();

    /** What to ask an upstream for its names; empty: only names that are here are listed. */
    Optional<UpstreamRequest> request();

    /** Hands on the names of an upstream's list, as they come; it may have many megabytes. */
    void read(InputStream list, Consumer<PackageName> names)
            throws IOException, BadUpstreamException;

    /** Writes the list; names come sorted, each once. */
    void write(Iterator<PackageName> names, OutputStream out) throws IOException;

    /** Content type and what else belongs to the list. */
    Headers headers();
}
