package dev.gatehouse.core.trust;

import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Presence;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Upstream trust as it is published: a name that a trusted source has is closed to every untrusted
 * upstream that has not supplied it here before. Stateless.
 */
public final class UpstreamTrustEngine implements TrustEngine {
    private static final int OWNED = 2;
    private static final int FREE = 3;
    private static final int UNDECIDED = 4;

    @Override
    public SourceRuling rule(PackageName name, List<SourceFacts> facts) {
        var rule = ruleFor(facts);
        var ruled = new ArrayList<RuledSource>(facts.size());
        for (var one : facts) {
            ruled.add(new RuledSource(one, rulingOf(name, one, rule), rule));
        }
        return new SourceRuling(name, rule, ruled);
    }

    private static int ruleFor(List<SourceFacts> facts) {
        var rule = FREE;
        for (var one : facts) {
            if (!one.source().isTrusted()) {
                continue;
            }
            if (one.presence() == Presence.PRESENT) {
                return OWNED;
            }
            if (one.isSilent()) {
                rule = UNDECIDED;
            }
        }
        return rule;
    }

    private static Ruling rulingOf(PackageName name, SourceFacts facts, int rule) {
        if (rule == FREE || facts.isPermittedAnyway(name)) {
            return Ruling.PERMITTED;
        }
        return rule == OWNED ? Ruling.BLOCKED : Ruling.WITHHELD;
    }

    @Override
    public <R extends Release, P> VisibleIndex<R, P> select(
            SourceRuling ruling, List<Offer<R, P>> offers, Map<Version, SourceId> pins) {
        return new OfferMerge<>(ruling, offers, pins).merge();
    }
}
