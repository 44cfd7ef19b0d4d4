package dev.gatehouse.core.store;

import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What trusted upstreams were seen to have. */
public interface PresenceView {
    /** The upstreams that were seen to have the name, and when last it was written. */
    Map<SourceId, Instant> present(PackageKey key) throws IOException;

    /** The upstreams that were seen not to have it; only kept for {@code last-known}. */
    Map<SourceId, Instant> absent(PackageKey key) throws IOException;

    /** Names that any upstream was seen to have, in order, after one and at most so many. */
    List<PackageName> presentNames(
            RepositoryId repository, FormatId format, Optional<PackageName> after, int most)
            throws IOException;
}
