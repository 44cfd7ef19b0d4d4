package dev.gatehouse.core.store;

import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Stored index documents. */
public interface IndexView {
    Optional<StoredIndex> find(RepositoryId repository, IndexKey key, SourceId source)
            throws IOException;

    /** Names of which a document is stored, in order, after one and at most so many. */
    List<PackageName> names(Place place, Optional<PackageName> after, int most) throws IOException;

    /** Where documents come from: one upstream of a repository's format. */
    record Place(RepositoryId repository, FormatId format, SourceId source) {}
}
