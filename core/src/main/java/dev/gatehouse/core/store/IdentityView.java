package dev.gatehouse.core.store;

import dev.gatehouse.core.model.RepositoryId;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Permanent ids of what is declared by name, tokens and users. */
public interface IdentityView {
    List<RepositoryIdentity> repositories() throws IOException;

    List<UpstreamIdentity> upstreams(RepositoryId repository) throws IOException;

    List<StoredToken> tokens() throws IOException;

    /** When tokens were last used, by their ids, as far as that was written down. */
    Map<String, Instant> tokenUses() throws IOException;

    List<StoredUser> users() throws IOException;
}
