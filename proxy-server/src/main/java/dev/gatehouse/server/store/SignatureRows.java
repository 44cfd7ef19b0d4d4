package dev.gatehouse.server.store;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.signature.Binding;
import dev.gatehouse.core.signature.Fingerprint;
import dev.gatehouse.core.signature.KeyGeneration;
import dev.gatehouse.core.signature.PinnedSigner;
import dev.gatehouse.core.signature.ReasonCode;
import dev.gatehouse.core.signature.RegistryKey;
import dev.gatehouse.core.signature.RegistryKeys;
import dev.gatehouse.core.signature.RegistryStatement;
import dev.gatehouse.core.signature.Signature;
import dev.gatehouse.core.signature.SignatureStatus;
import dev.gatehouse.core.signature.SignatureTrust;
import dev.gatehouse.core.signature.SignatureType;
import dev.gatehouse.core.signature.Signer;
import dev.gatehouse.core.signature.SigningKey;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.StoredRegistryKeys;
import dev.gatehouse.core.store.StoredVerdict;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Keys and values of what is known of signatures, under the rules of {@link Rows}. */
final class SignatureRows {
    private SignatureRows() {}

    record Verdict(
            String sha256,
            Optional<String> evidence,
            Optional<Statement> statement,
            List<Judged> signatures,
            String keys,
            Instant verifiedAt,
            Optional<Instant> validUntil) {
        static Verdict of(StoredVerdict v) {
            return new Verdict(
                    v.sha256().hex(),
                    v.evidence().map(Digest::hex),
                    v.statement().map(Statement::of),
                    v.signatures().stream().map(Judged::of).toList(),
                    v.keys().value(),
                    v.verifiedAt(),
                    v.validUntil());
        }

        StoredVerdict of(PackageKey key, String version, String file) {
            return new StoredVerdict(
                    key,
                    new Version(version),
                    new FileName(file),
                    Digest.sha256(sha256),
                    evidence.map(Digest::sha256),
                    statement.map(Statement::of),
                    signatures.stream().map(Judged::of).toList(),
                    new KeyGeneration(keys),
                    verifiedAt,
                    validUntil);
        }
    }

    record Statement(
            String text,
            Map<DigestAlgorithm, String> digests,
            Optional<Instant> publishedAt,
            List<Claim> claims) {
        static Statement of(RegistryStatement s) {
            return new Statement(
                    s.text(),
                    s.digests().stream().collect(Collectors.toMap(Digest::algorithm, Digest::hex)),
                    s.publishedAt(),
                    s.claims().stream().map(c -> new Claim(c.key(), c.signature())).toList());
        }

        RegistryStatement of() {
            return new RegistryStatement(
                    text,
                    digests.entrySet().stream()
                            .map(e -> new Digest(e.getKey(), e.getValue()))
                            .collect(Collectors.toUnmodifiableSet()),
                    publishedAt,
                    claims.stream()
                            .map(c -> new RegistryStatement.Claim(c.key(), c.signature()))
                            .toList());
        }
    }

    record Claim(String key, String signature) {}

    record Judged(
            SignatureStatus status,
            SignatureType type,
            SignatureTrust trust,
            Optional<ReasonCode> reason,
            Optional<By> signer,
            Optional<Key> key,
            Optional<String> hash,
            boolean weak,
            Optional<Instant> signedAt,
            Instant verifiedAt,
            String detail) {
        static Judged of(Signature s) {
            return new Judged(
                    s.status(),
                    s.type(),
                    s.trust(),
                    s.reason(),
                    s.signer().map(by -> new By(by.id(), by.name(), by.issuer())),
                    s.key().map(Key::of),
                    s.hash(),
                    s.weak(),
                    s.signedAt(),
                    s.verifiedAt(),
                    s.detail());
        }

        Signature of() {
            return new Signature(
                    status,
                    type,
                    trust,
                    reason,
                    signer.map(by -> new Signer(by.id(), by.name(), by.issuer())),
                    key.map(Key::of),
                    hash,
                    weak,
                    signedAt,
                    verifiedAt,
                    detail);
        }
    }

    record By(String id, Optional<String> name, Optional<String> issuer) {}

    record Key(
            String id,
            Optional<String> fingerprint,
            Optional<String> primary,
            Optional<String> algorithm,
            Optional<Integer> bits,
            Optional<When> validity,
            Optional<String> source) {
        static Key of(SigningKey k) {
            return new Key(
                    k.id(),
                    k.fingerprint().map(Fingerprint::hex),
                    k.primaryFingerprint().map(Fingerprint::hex),
                    k.algorithm(),
                    k.bits().isPresent() ? Optional.of(k.bits().getAsInt()) : Optional.empty(),
                    k.validity().map(When::of),
                    k.source());
        }

        SigningKey of() {
            return new SigningKey(
                    id,
                    fingerprint.map(Fingerprint::new),
                    primary.map(Fingerprint::new),
                    algorithm,
                    bits.map(OptionalInt::of).orElseGet(OptionalInt::empty),
                    validity.map(When::of),
                    source);
        }
    }

    record When(
            Instant createdAt,
            Optional<Instant> expiresAt,
            boolean atSigning,
            boolean now,
            boolean revoked,
            Binding binding) {
        static When of(SigningKey.Validity v) {
            return new When(
                    v.createdAt(), v.expiresAt(), v.atSigning(), v.now(), v.revoked(), v.binding());
        }

        SigningKey.Validity of() {
            return new SigningKey.Validity(createdAt, expiresAt, atSigning, now, revoked, binding);
        }
    }

    record Registry(List<Told> keys, Instant readAt) {
        static Registry of(StoredRegistryKeys of) {
            return new Registry(
                    of.keys().keys().stream()
                            .map(k -> new Told(k.id(), k.spki(), k.expiresAt()))
                            .toList(),
                    of.readAt());
        }

        StoredRegistryKeys of(RepositoryId repository, FormatId format, SourceId source) {
            List<RegistryKey> told =
                    keys.stream()
                            .map(k -> new RegistryKey(k.id(), k.spki(), k.expiresAt()))
                            .toList();
            return new StoredRegistryKeys(
                    repository, format, source, new RegistryKeys(told), readAt);
        }
    }

    record Told(String id, String spki, Optional<Instant> expiresAt) {}

    record Pinned(Instant firstSeen, Optional<String> learnedFrom, Optional<Vouched> accepted) {
        static Pinned of(PinnedSigner s) {
            return new Pinned(
                    s.firstSeen(),
                    s.learnedFrom(),
                    s.accepted().map(a -> new Vouched(a.by(), a.reason(), a.at())));
        }

        PinnedSigner of(String fingerprint) {
            return new PinnedSigner(
                    new Fingerprint(fingerprint),
                    firstSeen,
                    learnedFrom,
                    accepted.map(a -> new PinnedSigner.Acceptance(a.by(), a.reason(), a.at())));
        }
    }

    record Vouched(String by, String reason, Instant at) {}

    static byte[] key(PackageKey key, Version version, FileName file) {
        return Keys.of(key, version.value(), file.value());
    }

    /** What is known of a file that is dropped. */
    static List<Op> drop(Change.DropFile f) {
        byte[] key = key(f.key(), f.version(), f.file());
        return List.of(
                new Op.Delete(Column.VERDICTS, key), new Op.Delete(Column.OWN_SIGNATURES, key));
    }

    static List<Op> encode(Change.OfSignatures change, RowCodec codec) throws IOException {
        return switch (change) {
            case Change.PutVerdict(var v) ->
                    List.of(
                            new Op.Put(
                                    Column.VERDICTS,
                                    key(v.key(), v.version(), v.file()),
                                    codec.write(Verdict.of(v))));
            case Change.PutSigner(var key, var s) ->
                    List.of(
                            new Op.Put(
                                    Column.SIGNERS,
                                    Keys.of(key, s.fingerprint().hex()),
                                    codec.write(Pinned.of(s))));
            case Change.PutRegistryKeys(var k) ->
                    List.of(
                            new Op.Put(
                                    Column.REGISTRY_KEYS,
                                    Keys.of(
                                            k.repository().value(),
                                            k.format().value(),
                                            k.source().value()),
                                    codec.write(Registry.of(k))));
            case Change.PutOwnKey(var pair) ->
                    List.of(
                            new Op.Put(
                                    Column.OWN_KEYS,
                                    Keys.of(pair.repository().value(), pair.key().id()),
                                    codec.write(OwnRows.Pair.of(pair))));
            case Change.PutOwnSignature(var s) ->
                    List.of(
                            new Op.Put(
                                    Column.OWN_SIGNATURES,
                                    key(s.key(), s.version(), s.file()),
                                    codec.write(OwnRows.Made.of(s))));
        };
    }
}
