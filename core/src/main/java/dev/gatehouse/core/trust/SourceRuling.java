package dev.gatehouse.core.trust;

import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Presence;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.SourceId;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Which sources may speak for a name, and why.
 *
 * @param rule 2: a trusted source has the name; 3: all trusted sources are without it; 4: undecided
 * @param sources in repository order
 */
public record SourceRuling(PackageName name, int rule, List<RuledSource> sources) {
    public SourceRuling {
        sources = List.copyOf(sources);
    }

    /** Whether presence could be settled; an undecided name withholds what has no provenance. */
    public boolean isDecided() {
        return rule != 4;
    }

    /** The sources that may serve under that enforcement, in repository order. */
    public List<Source> serving(Enforcement enforcement) {
        return sources.stream()
                .filter(s -> enforcement == Enforcement.MONITOR || s.isPermitted())
                .map(RuledSource::source)
                .toList();
    }

    /** The sources that are blocked or withheld. */
    public List<RuledSource> refused() {
        return sources.stream().filter(s -> !s.isPermitted()).toList();
    }

    /** The trusted sources that have the name. */
    public List<Source> owners() {
        return sources.stream()
                .filter(s -> s.source().isTrusted() && s.facts().presence() == Presence.PRESENT)
                .map(RuledSource::source)
                .toList();
    }

    /** The trusted sources that did not answer. */
    public List<RuledSource> silent() {
        return sources.stream().filter(s -> s.facts().isSilent()).toList();
    }

    /** Whether that source may serve when the rule is enforced. */
    public boolean permits(SourceId source) {
        return sources.stream().anyMatch(s -> s.isPermitted() && s.source().id().equals(source));
    }

    /** Why that source is ruled as it is, as a sentence for people; empty if it is not here. */
    public String reason(SourceId source) {
        return sources.stream()
                .filter(s -> s.source().id().equals(source))
                .findFirst()
                .map(this::reason)
                .orElse("");
    }

    private String reason(RuledSource ruled) {
        var source = ruled.source().name();
        return switch (ruled.ruling()) {
            case BLOCKED ->
                    "%s is owned by %s, and %s has never supplied it here"
                            .formatted(name, names(owners()), source);
            case WITHHELD ->
                    "%s did not answer whether it has %s, and %s has never supplied it here"
                            .formatted(
                                    names(silent().stream().map(RuledSource::source).toList()),
                                    name,
                                    source);
            case PERMITTED -> permission(ruled);
        };
    }

    private String permission(RuledSource ruled) {
        if (ruled.source().isTrusted()) {
            return ruled.source().name() + " is trusted";
        }
        return ruled.facts().hasSupplied(name)
                ? ruled.source().name() + " has supplied " + name + " here before"
                : "no trusted source has " + name;
    }

    private static String names(List<Source> sources) {
        return sources.stream().map(Source::name).collect(Collectors.joining(", "));
    }
}
