package dev.gatehouse.core.store;

import dev.gatehouse.core.model.RepositoryId;

import java.io.IOException;
import java.util.List;

/** Permanent ids of what is declared by name, and the tokens. */
public interface IdentityView {
    List<RepositoryIdentity> repositories() throws IOException;

    List<UpstreamIdentity> upstreams(RepositoryId repository) throws IOException;

    List<StoredToken> tokens() throws IOException;
}
