package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.Provenance;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.trust.Holds;
import dev.gatehouse.core.trust.RuledSource;
import dev.gatehouse.core.trust.SourceRuling;

import java.time.Instant;
import java.util.Optional;

/** When the set of visible versions last changed for a reason of ours. Pure. */
final class RulingTime {
    private RulingTime() {}

    static Instant of(
            Mount<?, ?> mount, SourceRuling ruling, Optional<LocalPackage> local, Holds holds) {
        Instant latest = mount.settings().changedAt();
        latest = later(latest, local.map(LocalPackage::modifiedAt));
        latest = later(latest, holds.changedAt());
        for (RuledSource source : ruling.sources()) {
            latest = later(latest, source.facts().provenance().map(Provenance::firstAt));
        }
        return latest;
    }

    private static Instant later(Instant one, Optional<Instant> other) {
        return other.filter(one::isBefore).orElse(one);
    }
}
