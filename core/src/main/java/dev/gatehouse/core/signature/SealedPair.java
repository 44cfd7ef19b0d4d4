package dev.gatehouse.core.signature;

import dev.gatehouse.core.model.RepositoryId;

/**
 * A key pair of a repository whose private part only a {@link RepositorySigner} can open.
 *
 * @param sealed the private part, encrypted and bound to repository, kind and id
 */
public record SealedPair(RepositoryId repository, RepositoryKey key, String sealed) {
    /** The same with its public part described otherwise. */
    public SealedPair with(RepositoryKey other) {
        return new SealedPair(repository, other, sealed);
    }
}
