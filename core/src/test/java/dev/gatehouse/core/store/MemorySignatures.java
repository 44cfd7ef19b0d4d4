package dev.gatehouse.core.store;

import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.signature.Fingerprint;
import dev.gatehouse.core.signature.PinnedSigner;
import dev.gatehouse.core.signature.Pins;
import dev.gatehouse.core.signature.SealedPair;
import dev.gatehouse.core.store.MemoryTables.FileId;
import dev.gatehouse.core.store.MemoryTables.UpstreamId;

import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of signatures, in memory. Guarded by the store's lock. */
final class MemorySignatures {
    private final Map<FileId, StoredVerdict> verdicts = new LinkedHashMap<>();
    private final Map<UpstreamId, StoredRegistryKeys> keys = new LinkedHashMap<>();
    private final Map<String, SealedPair> ownKeys = new LinkedHashMap<>();
    private final Map<FileId, OwnSignature> own = new LinkedHashMap<>();

    private final Map<PackageKey, Map<Fingerprint, PinnedSigner>> signers = new LinkedHashMap<>();

    void apply(Change.OfSignatures change) {
        switch (change) {
            case Change.PutVerdict(var v) ->
                    verdicts.put(new FileId(v.key(), v.version(), v.file()), v);
            case Change.PutSigner(var key, var s) ->
                    signers.computeIfAbsent(key, _ -> new LinkedHashMap<>())
                            .put(s.fingerprint(), s);
            case Change.PutRegistryKeys(var k) ->
                    keys.put(new UpstreamId(k.repository(), k.format(), k.source()), k);
            case Change.PutOwnKey(var pair) ->
                    ownKeys.put(pair.repository() + " " + pair.key().id(), pair);
            case Change.PutOwnSignature(var s) ->
                    own.put(new FileId(s.key(), s.version(), s.file()), s);
        }
    }

    void drop(FileId file) {
        verdicts.remove(file);
        own.remove(file);
    }

    void drop(RepositoryId id) {
        verdicts.keySet().removeIf(k -> k.key().repository().equals(id));
        keys.keySet().removeIf(k -> k.repository().equals(id));
        signers.keySet().removeIf(k -> k.repository().equals(id));
        own.keySet().removeIf(k -> k.key().repository().equals(id));
        ownKeys.values().removeIf(pair -> pair.repository().equals(id));
    }

    void drop(UpstreamIdentity it) {
        keys.remove(new UpstreamId(it.repository(), it.format(), it.id()));
    }

    SignatureView view(MemoryAudit.Guard guard) {
        return new SignatureView() {
            @Override
            public Optional<StoredVerdict> verdict(StoredFile file) throws IOException {
                FileId id = new FileId(file.key(), file.version(), file.file());
                return guard.read(
                        () -> Optional.ofNullable(verdicts.get(id)).filter(v -> v.isOf(file)));
            }

            @Override
            public List<StoredVerdict> verdicts(PackageKey key) throws IOException {
                return guard.read(
                        () -> verdicts.values().stream().filter(v -> v.key().equals(key)).toList());
            }

            @Override
            public Pins signers(PackageKey key) throws IOException {
                return guard.read(
                        () -> new Pins(List.copyOf(signers.getOrDefault(key, Map.of()).values())));
            }

            @Override
            public Optional<StoredRegistryKeys> keys(
                    RepositoryId repository, FormatId format, SourceId source) throws IOException {
                return guard.read(
                        () ->
                                Optional.ofNullable(
                                        keys.get(new UpstreamId(repository, format, source))));
            }

            @Override
            public List<SealedPair> ownKeys(RepositoryId repository) throws IOException {
                return guard.read(
                        () ->
                                ownKeys.values().stream()
                                        .filter(pair -> pair.repository().equals(repository))
                                        .sorted(Comparator.comparing(p -> p.key().createdAt()))
                                        .toList());
            }

            @Override
            public Optional<OwnSignature> own(StoredFile file) throws IOException {
                FileId id = new FileId(file.key(), file.version(), file.file());
                return guard.read(() -> Optional.ofNullable(own.get(id)).filter(s -> s.isOf(file)));
            }

            @Override
            public List<OwnSignature> own(PackageKey key) throws IOException {
                return guard.read(
                        () -> own.values().stream().filter(s -> s.key().equals(key)).toList());
            }
        };
    }
}
