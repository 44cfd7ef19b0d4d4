package dev.gatehouse.server.store;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.signature.RepositoryKey;
import dev.gatehouse.core.signature.SealedPair;
import dev.gatehouse.core.store.OwnSignature;

import java.time.Instant;
import java.util.Optional;

/** Values of what repositories sign themselves, under the rules of {@link Rows}. */
final class OwnRows {
    private OwnRows() {}

    record Pair(
            RepositoryKey.Kind kind,
            String text,
            Instant createdAt,
            Optional<Instant> retiredAt,
            String sealed) {
        static Pair of(SealedPair pair) {
            RepositoryKey key = pair.key();
            return new Pair(
                    key.kind(), key.text(), key.createdAt(), key.retiredAt(), pair.sealed());
        }

        SealedPair of(RepositoryId repository, String id) {
            return new SealedPair(
                    repository, new RepositoryKey(kind, id, text, createdAt, retiredAt), sealed);
        }
    }

    record Made(String sha256, RepositoryKey.Kind kind, String by, String text, Instant signedAt) {
        static Made of(OwnSignature s) {
            return new Made(s.sha256().hex(), s.kind(), s.by(), s.text(), s.signedAt());
        }

        OwnSignature of(PackageKey key, String version, String file) {
            return new OwnSignature(
                    key,
                    new Version(version),
                    new FileName(file),
                    Digest.sha256(sha256),
                    kind,
                    by,
                    text,
                    signedAt);
        }
    }
}
