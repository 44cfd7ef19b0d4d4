package dev.gatehouse.core.store;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * The last valid index document of one upstream; its bytes are a blob.
 *
 * @param url where it came from, after redirects
 * @param etag what to revalidate it with, as the upstream sent it; likewise {@code lastModified}
 * @param fetchedAt when these bytes came
 * @param checkedAt when the upstream last said that they are current
 */
public record StoredIndex(
        RepositoryId repository,
        IndexKey key,
        SourceId source,
        Digest blob,
        String contentType,
        URI url,
        Optional<String> etag,
        Optional<String> lastModified,
        Instant fetchedAt,
        Instant checkedAt) {

    public StoredIndex checked(Instant now) {
        return new StoredIndex(
                repository,
                key,
                source,
                blob,
                contentType,
                url,
                etag,
                lastModified,
                fetchedAt,
                now);
    }
}
