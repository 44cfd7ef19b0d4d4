package dev.gatehouse.server.signing;

import dev.gatehouse.core.signature.RepositoryKey;
import dev.gatehouse.core.signature.RepositorySigner;
import dev.gatehouse.core.signature.SealedPair;
import dev.gatehouse.core.signature.SignedContent;
import dev.gatehouse.core.signature.UnusableKeyException;
import dev.gatehouse.server.pgp.PgpPairs;

import java.io.IOException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Signs in this process, with keys that lie sealed in the store. Thread-safe. */
public final class LocalSigner implements RepositorySigner {
    private final KeySeal seal;

    /**
     * A signer.
     *
     * @param key the 32 bytes of {@code signing.key} as they are configured now, if they are
     */
    public LocalSigner(Supplier<Optional<byte[]>> key, SecureRandom random) {
        this.seal = new KeySeal(key, random);
    }

    @Override
    public SealedPair make(RepositoryKey.Kind kind, Owner owner, Instant at)
            throws UnusableKeyException {
        seal.requireKey();
        return switch (kind) {
            case PGP -> {
                PgpPairs.Made made = PgpPairs.make("Gatehouse repository " + owner.name(), at);
                yield sealed(
                        owner, key(kind, made.fingerprint(), made.armored(), at), made.secret());
            }
            case ECDSA -> {
                KeyPair made = IndexPairs.make();
                RepositoryKey key = key(kind, IndexPairs.id(made), IndexPairs.text(made), at);
                yield sealed(owner, key, made.getPrivate().getEncoded());
            }
        };
    }

    private static RepositoryKey key(RepositoryKey.Kind kind, String id, String text, Instant at) {
        return new RepositoryKey(kind, id, text, at, Optional.empty());
    }

    private SealedPair sealed(Owner owner, RepositoryKey key, byte[] secret)
            throws UnusableKeyException {
        return new SealedPair(
                owner.repository(), key, seal.seal(secret, owner.repository().value(), key));
    }

    @Override
    public String sign(SealedPair pair, SignedContent content, Instant at) throws IOException {
        byte[] secret = seal.open(pair);
        return switch (pair.key().kind()) {
            case PGP -> PgpPairs.sign(secret, content, at);
            case ECDSA -> IndexPairs.sign(secret, content);
        };
    }

    @Override
    public void requireUsable(SealedPair pair) throws UnusableKeyException {
        var _ = seal.open(pair);
    }
}
