package dev.gatehouse.core.store;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.signature.KeyGeneration;
import dev.gatehouse.core.signature.RegistryStatement;
import dev.gatehouse.core.signature.Signature;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of the signatures of one stored file.
 *
 * @param sha256 of the bytes that were judged: of others it says nothing
 * @param evidence the SHA-256 of the stored signature that was judged, if there is one
 * @param statement what was judged instead, where the registry signs
 * @param signatures at least one; none of them is unknown, for that is never kept
 * @param keys by which they were judged
 * @param validUntil when the passing of time may change it
 */
public record StoredVerdict(
        PackageKey key,
        Version version,
        FileName file,
        Digest sha256,
        Optional<Digest> evidence,
        Optional<RegistryStatement> statement,
        List<Signature> signatures,
        KeyGeneration keys,
        Instant verifiedAt,
        Optional<Instant> validUntil) {
    public StoredVerdict {
        signatures = List.copyOf(signatures);
    }

    /** The same, due again as soon as somebody asks. */
    public StoredVerdict byOtherKeys() {
        return new StoredVerdict(
                key,
                version,
                file,
                sha256,
                evidence,
                statement,
                signatures,
                new KeyGeneration("due"),
                verifiedAt,
                validUntil);
    }

    /** Whether it is about exactly that file. */
    public boolean isOf(StoredFile other) {
        return key.equals(other.key())
                && version.equals(other.version())
                && file.equals(other.file())
                && sha256.equals(other.sha256());
    }
}
