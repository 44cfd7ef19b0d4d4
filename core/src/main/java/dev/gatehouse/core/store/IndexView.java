package dev.gatehouse.core.store;

import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;

import java.io.IOException;
import java.util.Optional;

/** Stored index documents. */
public interface IndexView {
    Optional<StoredIndex> find(RepositoryId repository, IndexKey key, SourceId source)
            throws IOException;
}
