package dev.gatehouse.core.format;

import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.upstream.UpstreamRequest;

/**
 * How a source is asked for a version that its index does not list, in a format whose indexes need
 * not list all. Pure.
 *
 * @param <R> the format's record of one version
 */
public interface Unlisted<R extends Release> {
    /** Asks whether a source has the version; its answer is presence of the name too. */
    UpstreamRequest probe(PackageName name, Version version);

    /**
     * Checks that the answer to a probe is what it should be, and not some page with status 200.
     */
    void check(PackageName name, Version version, IndexDocument answer) throws BadUpstreamException;

    /** The version as its source would list it. */
    R release(PackageName name, Version version);
}
