package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.core.upstream.Upstream;

import java.io.IOException;
import java.util.Optional;

/** The releases of stored files, as the sources that own them tell. Thread-safe. */
final class OwnReleases {
    private final TrustService trust;
    private final SourceIndexes indexes;

    OwnReleases(TrustService trust, SourceIndexes indexes) {
        this.trust = trust;
        this.indexes = indexes;
    }

    /** As its owner's stored document tells, or as one that needs no document; nobody is asked. */
    <R extends Release, P> Optional<R> of(Mount<R, P> mount, StoredFile file) throws IOException {
        Optional<Upstream> owner = mount.settings().upstream(file.owner());
        if (owner.isEmpty()) {
            return Optional.empty();
        }
        var document = indexes.stored(mount, owner.get(), IndexKey.of(file.key().name()));
        return document.flatMap(d -> Optional.ofNullable(d.index().releases().get(file.version())))
                .or(
                        () ->
                                mount.format()
                                        .unlisted()
                                        .map(u -> u.release(file.key().name(), file.version())));
    }

    /** The upstream that owns a stored file, if it may be asked about the name now. */
    Optional<Upstream> owner(Mount<?, ?> mount, StoredFile file)
            throws IOException, InterruptedException {
        Optional<Upstream> owner =
                mount.settings().upstream(file.owner()).filter(Upstream::isAsked);
        return owner.isPresent() && permits(mount, file) ? owner : Optional.empty();
    }

    private <R extends Release, P> boolean permits(Mount<R, P> mount, StoredFile file)
            throws IOException, InterruptedException {
        return trust.rule(mount, file.key().name(), TrustService.Asking.WHERE_IT_MATTERS)
                .ruling()
                .permits(file.owner());
    }
}
