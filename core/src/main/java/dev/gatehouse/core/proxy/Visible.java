package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.trust.Holds;
import dev.gatehouse.core.trust.SourceRuling;
import dev.gatehouse.core.trust.VisibleIndex;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What may be seen of a package, with what it rests on.
 *
 * @param kept digests of stored files that differ from what their source says of them now, or that
 *     were made here and lie beside a listed one
 * @param spokenFor of the other names that the documents mention, those that each source may speak
 *     for
 * @param holds what of it is held back: the index is without it
 * @param rulingChangedAt when the set of visible versions last changed for a reason of ours
 * @param fingerprint equal when a rendering of it would be equal
 * @param epoch the package's epoch before the facts were gathered
 * @param generation the configuration under which it was worked out
 * @param validUntil when it ends by the passing of time
 * @param weight roughly how many bytes of memory it holds
 */
public record Visible<R extends Release, P>(
        VisibleIndex<R, P> index,
        SourceRuling ruling,
        Map<FileName, Set<Digest>> kept,
        Map<SourceId, Set<PackageName>> spokenFor,
        Holds holds,
        Instant rulingChangedAt,
        String fingerprint,
        long epoch,
        long generation,
        Instant validUntil,
        long weight) {

    /** Whether it still stands. */
    boolean holds(long currentEpoch, long currentGeneration, Instant now) {
        return epoch == currentEpoch && generation == currentGeneration && now.isBefore(validUntil);
    }
}
