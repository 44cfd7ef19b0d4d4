package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Signing;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.signature.RegistryJudge;
import dev.gatehouse.core.signature.RegistryKeys;
import dev.gatehouse.core.signature.RegistryStatement;
import dev.gatehouse.core.signature.Signature;
import dev.gatehouse.core.signature.SignatureType;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.core.store.StoredVerdict;
import dev.gatehouse.core.upstream.Upstream;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** Signatures that a registry's index holds, judged by the registry's own keys. Thread-safe. */
final class RegistryChecks {
    private final RegistryJudge judge;
    private final RegistryKeyBook book;
    private final OwnReleases releases;
    private final InstantSource clock;

    RegistryChecks(Kernel kernel, RegistryKeyBook book, OwnReleases releases) {
        this.judge = kernel.signatures().registry();
        this.book = book;
        this.releases = releases;
        this.clock = kernel.clock();
    }

    /** Of a file that is coming, with these digests. */
    <R extends Release, P> Judged fetched(
            FileRequest<R, P> request, Signing.ByRegistry<R> signing, Set<Digest> digests)
            throws IOException, InterruptedException {
        Optional<RegistryStatement> statement =
                signing.statement(request.release(), request.file().name());
        return statement.isEmpty()
                ? Judged.of(absent())
                : judge(request.mount(), request.upstream(), statement.get(), digests);
    }

    /** Whether neither its keys nor what the registry says can have changed it. */
    boolean isCurrent(Mount<?, ?> mount, SourceId owner, StoredVerdict verdict) throws IOException {
        return verdict.statement().isEmpty()
                || book.known(mount, owner)
                        .map(RegistryKeys::generation)
                        .filter(verdict.keys()::equals)
                        .isPresent();
    }

    /** Of a stored file, by what its source's stored document says, else by what it once said. */
    <R extends Release, P> Judged stored(
            Mount<R, P> mount,
            Signing.ByRegistry<R> signing,
            StoredFile file,
            Optional<StoredVerdict> before)
            throws IOException, InterruptedException {
        if (file.owner().isLocal()) {
            return Judged.of(absent());
        }
        Optional<R> release = releases.of(mount, file);
        Optional<RegistryStatement> statement =
                release.flatMap(r -> signing.statement(r, file.file()))
                        .or(() -> before.flatMap(StoredVerdict::statement));
        if (statement.isEmpty()) {
            return Judged.of(
                    release.isPresent() ? absent() : unknown("its index is not here any more"));
        }
        Optional<Upstream> owner = mount.settings().upstream(file.owner());
        return owner.isEmpty()
                ? Judged.of(unknown("its source is not configured any more"))
                : judge(mount, owner.get(), statement.get(), file.digests());
    }

    private Judged judge(
            Mount<?, ?> mount, Upstream upstream, RegistryStatement statement, Set<Digest> digests)
            throws IOException, InterruptedException {
        if (statement.claims().isEmpty()) {
            return Judged.of(absent());
        }
        return switch (book.keys(mount, upstream, statement)) {
            case RegistryKeyBook.Told.Silent(String why) -> Judged.of(unknown(why));
            case RegistryKeyBook.Told.Known(RegistryKeys keys) ->
                    new Judged(
                            Optional.empty(),
                            Optional.of(statement),
                            judge.judge(statement, digests, keys, upstream.name(), clock.instant()),
                            keys.generation());
        };
    }

    private Signature absent() {
        return Signature.absent(SignatureType.NPM_REGISTRY, clock.instant());
    }

    private Signature unknown(String why) {
        return Signature.unknown(SignatureType.NPM_REGISTRY, clock.instant(), why);
    }
}
