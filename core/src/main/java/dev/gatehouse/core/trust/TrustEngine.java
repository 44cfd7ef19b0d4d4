package dev.gatehouse.core.trust;

import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;

import java.util.List;
import java.util.Map;

/** The rule of upstream trust. Pure and thread-safe. */
public interface TrustEngine {
    /**
     * Decides which sources may speak for a name.
     *
     * @param facts of every source of the repository, in repository order, the local store first
     */
    SourceRuling rule(PackageName name, List<SourceFacts> facts);

    /**
     * Merges what the sources that may serve have: each version belongs to the source that it is
     * pinned to, else to the first that has it.
     *
     * @param offers one for each source that may serve, in repository order
     * @param pins the owner of each version of which a file was stored
     */
    <R extends Release, P> VisibleIndex<R, P> select(
            SourceRuling ruling, List<Offer<R, P>> offers, Map<Version, SourceId> pins);
}
