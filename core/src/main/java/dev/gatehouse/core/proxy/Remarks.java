package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.trust.Enforcement;
import dev.gatehouse.core.trust.Hidden;
import dev.gatehouse.core.trust.RuledSource;
import dev.gatehouse.core.trust.SourceRuling;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is said beside an index that is served: that versions are hidden, or that a source is
 * blocked. A client that wants a version of the blocked source learns only here why there is none.
 * Pure.
 */
final class Remarks {
    private Remarks() {}

    static Optional<String> on(Mount<?, ?> mount, Visible<?, ?> visible) {
        List<Hidden> hidden = visible.index().hidden();
        if (!hidden.isEmpty()) {
            return Optional.of(
                    "%s: %d hidden: %s"
                            .formatted(
                                    visible.index().name(),
                                    hidden.size(),
                                    hidden.getFirst().reason()));
        }
        SourceRuling ruling = visible.ruling();
        boolean blocked =
                ruling.rule() == 2
                        && !ruling.refused().isEmpty()
                        && mount.settings().enforcement() == Enforcement.ENFORCE;
        return blocked ? Optional.of(owned(ruling)) : Optional.empty();
    }

    private static String owned(SourceRuling ruling) {
        return "%s is owned by %s; blocked by rule 2: %s"
                .formatted(
                        ruling.name(),
                        names(ruling.owners()),
                        names(ruling.refused().stream().map(RuledSource::source).toList()));
    }

    private static String names(List<Source> sources) {
        return sources.stream().map(Source::name).collect(Collectors.joining(", "));
    }
}
