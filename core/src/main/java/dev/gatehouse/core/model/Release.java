package dev.gatehouse.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One version of a package as one source describes it. Formats add what their documents hold. */
public interface Release {
    Version version();

    /** When the source says that it was published; empty when it does not say. */
    Optional<Instant> publishedAt();

    /** The files that the source lists for this version; may be empty. */
    List<ReleaseFile> files();
}
