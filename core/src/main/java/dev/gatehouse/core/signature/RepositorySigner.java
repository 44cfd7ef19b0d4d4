package dev.gatehouse.core.signature;

import dev.gatehouse.core.model.RepositoryId;

import java.io.IOException;
import java.time.Instant;

/** Makes key pairs and signs with them. Private parts leave it sealed. Thread-safe. */
public interface RepositorySigner {
    /** Whom a new key is for. */
    record Owner(RepositoryId repository, String name) {}

    /**
     * A new key pair, which is not kept anywhere yet.
     *
     * @throws UnusableKeyException nothing is configured with which it could be sealed
     */
    SealedPair make(RepositoryKey.Kind kind, Owner owner, Instant at) throws UnusableKeyException;

    /**
     * Signs exactly these bytes.
     *
     * @return as it is served: an armored block, or base64 of a DER signature
     * @throws UnusableKeyException the private part cannot be opened
     */
    String sign(SealedPair pair, SignedContent content, Instant at) throws IOException;

    /**
     * Opens the private part and forgets it again.
     *
     * @throws UnusableKeyException it was sealed with another key than the one that is configured
     */
    void requireUsable(SealedPair pair) throws UnusableKeyException;

    /** One that has nothing to seal keys with. */
    RepositorySigner NONE =
            new RepositorySigner() {
                @Override
                public SealedPair make(RepositoryKey.Kind kind, Owner owner, Instant at)
                        throws UnusableKeyException {
                    throw new UnusableKeyException("nobody signs here");
                }

                @Override
                public String sign(SealedPair pair, SignedContent content, Instant at)
                        throws UnusableKeyException {
                    throw new UnusableKeyException("nobody signs here");
                }

                @Override
                public void requireUsable(SealedPair pair) throws UnusableKeyException {
                    throw new UnusableKeyException("nobody signs here");
                }
            };
}
