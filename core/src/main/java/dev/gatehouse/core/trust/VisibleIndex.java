package dev.gatehouse.core.trust;

import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a client may see of a package now: the one answer from which index and file are served.
 *
 * @param accepted by version; in the order of sources, and of their documents
 * @param hidden versions that are known but not shown, with the reason: explain is free
 * @param documents of the sources that may serve, in repository order
 * @param silent names of sources that may serve and did not answer, whether or not a stored
 *     document stood in
 */
public record VisibleIndex<R extends Release, P>(
        PackageName name,
        Map<Version, Accepted<R>> accepted,
        List<Hidden> hidden,
        List<SourcePart<P>> documents,
        List<String> silent) {

    public Optional<Accepted<R>> find(Version version) {
        return Optional.ofNullable(accepted.get(version));
    }

    /** Whether the version is visible and comes from that source. */
    public boolean isOwnedBy(Version version, SourceId owner) {
        return find(version).filter(a -> a.owner().id().equals(owner)).isPresent();
    }

    public boolean isEmpty() {
        return accepted.isEmpty();
    }
}
