package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Facts;
import dev.gatehouse.core.format.Packaging;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.ReleaseIndex;
import dev.gatehouse.core.proxy.StoredPackages.Stored;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.core.upstream.Upstream;

import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** What the sources of packages say of them, as far as that is here. Thread-safe. */
final class SourceFacts {
    private final SourceIndexes indexes;

    SourceFacts(SourceIndexes indexes) {
        this.indexes = indexes;
    }

    /**
     * What a package's source says of it.
     *
     * @param publishedAt when it was published there; empty where that is not told
     */
    record Described(Facts facts, Optional<Instant> publishedAt) {}

    /**
     * Of a package that need not be stored yet.
     *
     * @param kept the local name, as it is or would be
     */
    Described of(Stored stored, Optional<LocalPackage> kept) throws IOException {
        return of(stored.mount(), stored, kept);
    }

    private <R extends Release, P> Described of(
            Mount<R, P> mount, Stored stored, Optional<LocalPackage> kept) throws IOException {
        Optional<LocalPackage> local = stored.release().isPresent() ? kept : Optional.empty();
        Optional<ReleaseIndex<R, P>> index =
                stored.release().isPresent()
                        ? local.map(mount.format()::localIndex)
                        : upstream(mount, stored);
        Packaging.Told<R, P> told =
                new Packaging.Told<>(
                        index.flatMap(
                                i ->
                                        Optional.ofNullable(
                                                i.releases().get(stored.item().version()))),
                        index.map(ReleaseIndex::document),
                        local);
        Facts facts =
                mount.format()
                        .packaging()
                        .map(p -> p.facts(stored.parcel(), told))
                        .orElse(Facts.NONE);
        return new Described(
                facts,
                stored.release()
                        .map(LocalRelease::publishedAt)
                        .or(() -> told.release().flatMap(Release::publishedAt))
                        .or(() -> modified(mount, stored)));
    }

    /**
     * Where no index tells times, the files do: the latest, for a version is no older than its
     * youngest file.
     */
    private static Optional<Instant> modified(Mount<?, ?> mount, Stored stored) {
        return mount.format().unlisted().isEmpty()
                ? Optional.empty()
                : stored.parcel().parts().stream()
                        .flatMap(part -> part.file().modifiedAt().stream())
                        .max(Comparator.naturalOrder());
    }

    private <R extends Release, P> Optional<ReleaseIndex<R, P>> upstream(
            Mount<R, P> mount, Stored stored) throws IOException {
        Optional<Upstream> upstream = mount.settings().upstream(stored.owner());
        return upstream.isEmpty()
                ? Optional.empty()
                : indexes.stored(mount, upstream.get(), IndexKey.of(stored.item().key().name()))
                        .map(SourceDocument::index);
    }
}
