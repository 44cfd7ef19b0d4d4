package dev.gatehouse.server.rego;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps compiled policies over restarts, so that a server starts without a compiler and decides as
 * it did. Thread-safe.
 */
public interface WasmStore {
    /** One that keeps nothing. */
    WasmStore NONE =
            new WasmStore() {
                @Override
                public Optional<byte[]> find(String digest) {
                    return Optional.empty();
                }

                @Override
                public void keep(String digest, byte[] wasm) {}

                @Override
                public void retain(Set<String> digests) {}
            };

    /**
     * Finds one.
     *
     * @param digest of the policy's text: SHA-256 in lower-case hexadecimal
     */
    Optional<byte[]> find(String digest) throws IOException;

    /** Keeps one, in place of another of that digest. */
    void keep(String digest, byte[] wasm) throws IOException;

    /** Deletes all but these. */
    void retain(Set<String> digests) throws IOException;
}
