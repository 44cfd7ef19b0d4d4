package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.proxy.RefreshPlan.Failure;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.trust.Observation;
import dev.gatehouse.core.upstream.Upstream;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/** What upstreams answered last, without asking them. Thread-safe. */
final class LastAnswers {
    private final SourceIndexes indexes;
    private final MetadataStore metadata;
    private final InstantSource clock;

    LastAnswers(Kernel kernel, SourceIndexes indexes) {
        this.indexes = indexes;
        this.metadata = kernel.metadata();
        this.clock = kernel.clock();
    }

    /** Whether anything is known of what the upstream answers. */
    boolean areKnown(Mount<?, ?> mount, Upstream upstream, PackageName name) throws IOException {
        IndexKey index = IndexKey.of(name);
        return indexes.failure(mount, upstream, index).isPresent()
                || indexes.stored(mount, upstream, index).isPresent();
    }

    /** What the upstream's last answer says of its presence. */
    Optional<Observation> presence(Mount<?, ?> mount, Upstream upstream, PackageName name)
            throws IOException {
        IndexKey index = IndexKey.of(name);
        Optional<Failure> failure = indexes.failure(mount, upstream, index);
        if (failure.filter(Failure::silent).isPresent()) {
            return failure.map(f -> new Observation.Unknown(f.at(), f.reason()));
        }
        if (hasVersionWithoutIndex(mount, upstream, name)) {
            return Optional.of(new Observation.Present(clock.instant()));
        }
        if (failure.isPresent()) {
            return failure.map(f -> new Observation.Absent(f.at()));
        }
        return indexes.stored(mount, upstream, index)
                .map(d -> new Observation.Present(d.stored().checkedAt()));
    }

    /** Where an index need not be, a version that is stored here tells that it had the name. */
    private boolean hasVersionWithoutIndex(Mount<?, ?> mount, Upstream upstream, PackageName name)
            throws IOException {
        return mount.format().unlisted().isPresent()
                && metadata.releases().pins(mount.key(name)).containsValue(upstream.id());
    }
}
