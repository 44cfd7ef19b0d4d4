package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.signature.RepositoryKey;
import dev.gatehouse.core.signature.RepositorySigner;
import dev.gatehouse.core.signature.SealedPair;
import dev.gatehouse.core.signature.SignedContent;
import dev.gatehouse.core.signature.UnusableKeyException;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes keys with numbers for names, and signatures that say by whom and over what. */
final class ScriptedSigner implements RepositorySigner {
    private final AtomicInteger made = new AtomicInteger();

    /** Under which configured key pairs are sealed and opened; empty: none is configured. */
    volatile Optional<String> key = Optional.of("A");

    /** Told before a file is signed. */
    volatile Runnable beforeSigning = () -> {};

    /** How many key pairs were made. */
    int made() {
        return made.get();
    }

    @Override
    public SealedPair make(RepositoryKey.Kind kind, Owner owner, Instant at)
            throws UnusableKeyException {
        String seal = key.orElseThrow(() -> new UnusableKeyException("no key is configured"));
        String id = "%040X".formatted(made.incrementAndGet());
        return new SealedPair(
                owner.repository(),
                new RepositoryKey(kind, id, "public " + id + "\n", at, Optional.empty()),
                seal);
    }

    @Override
    public String sign(SealedPair pair, SignedContent content, Instant at) throws IOException {
        beforeSigning.run();
        requireUsable(pair);
        try (InputStream in = content.open()) {
            return seal(pair.key().id(), in.readAllBytes());
        }
    }

    /** The signature by a key of these bytes. */
    static String seal(String id, byte[] bytes) {
        return id + " " + Digest.compute(DigestAlgorithm.SHA256, bytes).hex();
    }

    @Override
    public void requireUsable(SealedPair pair) throws UnusableKeyException {
        if (key.filter(pair.sealed()::equals).isEmpty()) {
            throw new UnusableKeyException("sealed with " + pair.sealed());
        }
    }
}
