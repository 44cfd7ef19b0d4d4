package dev.gatehouse.core.store;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.signature.Fingerprint;
import dev.gatehouse.core.signature.ReasonCode;
import dev.gatehouse.core.signature.RepositoryKey;
import dev.gatehouse.core.signature.Signature;
import dev.gatehouse.core.signature.SignatureStatus;
import dev.gatehouse.core.signature.SignatureTrust;
import dev.gatehouse.core.signature.SignatureType;
import dev.gatehouse.core.signature.Signer;
import dev.gatehouse.core.signature.SigningKey;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The signature that a repository made of a file that was published in it.
 *
 * @param sha256 of the bytes that it is about: of others it says nothing
 * @param by the id of the key
 * @param text as it is served
 */
public record OwnSignature(
        PackageKey key,
        Version version,
        FileName file,
        Digest sha256,
        RepositoryKey.Kind kind,
        String by,
        String text,
        Instant signedAt) {
    private static final int KEY_ID = 16;

    /** Whether it is about exactly that file. */
    public boolean isOf(StoredFile other) {
        return key.equals(other.key())
                && version.equals(other.version())
                && file.equals(other.file())
                && sha256.equals(other.sha256());
    }

    /** As it is shown among others; it never makes a file count as signed. */
    public Signature judged() {
        Optional<Fingerprint> fingerprint =
                kind == RepositoryKey.Kind.PGP
                        ? Optional.of(new Fingerprint(by))
                        : Optional.empty();
        String id = fingerprint.map(f -> f.hex().substring(f.hex().length() - KEY_ID)).orElse(by);
        SigningKey named =
                new SigningKey(
                        id,
                        fingerprint,
                        fingerprint,
                        Optional.of("ecdsa"),
                        OptionalInt.empty(),
                        Optional.empty(),
                        Optional.of("repository"));
        return new Signature(
                SignatureStatus.VALID,
                SignatureType.REPOSITORY,
                SignatureTrust.REPOSITORY,
                Optional.of(ReasonCode.OK),
                Optional.of(new Signer(by, Optional.empty(), Optional.empty())),
                Optional.of(named),
                Optional.of("SHA256"),
                false,
                Optional.of(signedAt),
                signedAt,
                "");
    }
}
