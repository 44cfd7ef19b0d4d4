package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.Provenance;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.trust.Holds;
import dev.gatehouse.core.trust.RuledSource;
import dev.gatehouse.core.trust.SourceRuling;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** When the set of visible versions last changed for a reason of ours. Pure. */
final class RulingTime {
    private RulingTime() {}

    /**
     * That time.
     *
     * @param present since when which trusted upstream was seen to have the name
     */
    static Instant of(
            Mount<?, ?> mount,
            SourceRuling ruling,
            Optional<LocalPackage> local,
            Holds holds,
            Map<SourceId, Instant> present) {
        Instant latest = mount.settings().changedAt();
        latest = later(latest, local.map(LocalPackage::modifiedAt));
        latest = later(latest, holds.changedAt());
        for (RuledSource source : ruling.sources()) {
            latest = later(latest, source.facts().provenance().map(Provenance::firstAt));
        }
        if (!ruling.refused().isEmpty()) {
            for (Source owner : ruling.owners()) {
                latest = later(latest, Optional.ofNullable(present.get(owner.id())));
            }
        }
        return latest;
    }

    private static Instant later(Instant one, Optional<Instant> other) {
        return other.filter(one::isBefore).orElse(one);
    }
}
