package dev.gatehouse.server.store;

import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.signature.PinnedSigner;
import dev.gatehouse.core.signature.Pins;
import dev.gatehouse.core.signature.SealedPair;
import dev.gatehouse.core.store.OwnSignature;
import dev.gatehouse.core.store.SignatureView;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.core.store.StoredRegistryKeys;
import dev.gatehouse.core.store.StoredVerdict;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What is known of signatures, in RocksDB. */
final class RocksSignatures implements SignatureView {
    private static final int VERSION = 3;
    private static final int FILE = 4;
    private static final int SIGNER = 3;

    private final RocksDatabase database;
    private final RowCodec codec;

    RocksSignatures(RocksDatabase database, RowCodec codec) {
        this.database = database;
        this.codec = codec;
    }

    @Override
    public Optional<StoredVerdict> verdict(StoredFile file) throws IOException {
        byte[] key = SignatureRows.key(file.key(), file.version(), file.file());
        Optional<byte[]> value = database.get(Column.VERDICTS, key);
        return value.isEmpty()
                ? Optional.empty()
                : Optional.of(
                                codec.read(
                                        SignatureRows.Verdict.class,
                                        value.get(),
                                        row ->
                                                row.of(
                                                        file.key(),
                                                        file.version().value(),
                                                        file.file().value())))
                        .filter(v -> v.isOf(file));
    }

    @Override
    public List<StoredVerdict> verdicts(PackageKey key) throws IOException {
        List<StoredVerdict> found = new ArrayList<>();
        try (Cursor cursor = database.below(Column.VERDICTS, Keys.of(key))) {
            for (; cursor.isValid(); cursor.next()) {
                List<String> parts = Keys.parts(cursor.key());
                found.add(
                        codec.read(
                                SignatureRows.Verdict.class,
                                cursor.value(),
                                row -> row.of(key, parts.get(VERSION), parts.get(FILE))));
            }
        }
        return found;
    }

    @Override
    public Pins signers(PackageKey key) throws IOException {
        List<PinnedSigner> found = new ArrayList<>();
        try (Cursor cursor = database.below(Column.SIGNERS, Keys.of(key))) {
            for (; cursor.isValid(); cursor.next()) {
                String fingerprint = Keys.parts(cursor.key()).get(SIGNER);
                found.add(
                        codec.read(
                                SignatureRows.Pinned.class,
                                cursor.value(),
                                row -> row.of(fingerprint)));
            }
        }
        return new Pins(found);
    }

    @Override
    public Optional<StoredRegistryKeys> keys(
            RepositoryId repository, FormatId format, SourceId source) throws IOException {
        byte[] key = Keys.of(repository.value(), format.value(), source.value());
        Optional<byte[]> value = database.get(Column.REGISTRY_KEYS, key);
        return value.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        codec.read(
                                SignatureRows.Registry.class,
                                value.get(),
                                row -> row.of(repository, format, source)));
    }

    @Override
    public List<SealedPair> ownKeys(RepositoryId repository) throws IOException {
        List<SealedPair> found = new ArrayList<>();
        try (Cursor cursor = database.below(Column.OWN_KEYS, Keys.of(repository.value()))) {
            for (; cursor.isValid(); cursor.next()) {
                String id = Keys.parts(cursor.key()).get(1);
                found.add(
                        codec.read(
                                OwnRows.Pair.class, cursor.value(), row -> row.of(repository, id)));
            }
        }
        found.sort(Comparator.comparing(pair -> pair.key().createdAt()));
        return found;
    }

    @Override
    public Optional<OwnSignature> own(StoredFile file) throws IOException {
        byte[] key = SignatureRows.key(file.key(), file.version(), file.file());
        Optional<byte[]> value = database.get(Column.OWN_SIGNATURES, key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        OwnSignature found =
                codec.read(
                        OwnRows.Made.class,
                        value.get(),
                        row -> row.of(file.key(), file.version().value(), file.file().value()));
        return Optional.of(found).filter(s -> s.isOf(file));
    }

    @Override
    public List<OwnSignature> own(PackageKey key) throws IOException {
        List<OwnSignature> found = new ArrayList<>();
        try (Cursor cursor = database.below(Column.OWN_SIGNATURES, Keys.of(key))) {
            for (; cursor.isValid(); cursor.next()) {
                List<String> parts = Keys.parts(cursor.key());
                found.add(
                        codec.read(
                                OwnRows.Made.class,
                                cursor.value(),
                                row -> row.of(key, parts.get(VERSION), parts.get(FILE))));
            }
        }
        return found;
    }
}
