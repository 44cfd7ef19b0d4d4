package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.proxy.TrustService.Asking;
import dev.gatehouse.core.trust.SourcePart;
import dev.gatehouse.core.trust.SourceRuling;
import dev.gatehouse.core.trust.VisibleIndex;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Rules on the other names that documents mention, such as the plugins of a Maven group: a source
 * is heard only about those that it may speak for. Thread-safe.
 */
final class Mentions {
    private final TrustService trust;
    private final Fanout fanout;

    Mentions(Kernel kernel, TrustService trust) {
        this.trust = trust;
        this.fanout = new Fanout(kernel.threads());
    }

    /** Of each source whose document mentions names, those that it may speak for. */
    <R extends Release, P> Map<SourceId, Set<PackageName>> spokenFor(
            Mount<R, P> mount, VisibleIndex<R, P> index) throws IOException, InterruptedException {
        Map<SourceId, Set<PackageName>> mentioned = new HashMap<>();
        Set<PackageName> all = new TreeSet<>();
        for (SourcePart<P> part : index.documents()) {
            Set<PackageName> names = mount.format().mentioned(part.document());
            if (!names.isEmpty()) {
                mentioned.put(part.source().id(), names);
                all.addAll(names);
            }
        }
        if (all.isEmpty()) {
            return Map.of();
        }
        List<SourceRuling> rulings =
                fanout.each(
                        List.copyOf(all),
                        name -> trust.rule(mount, name, Asking.WHERE_IT_MATTERS).ruling());
        Map<SourceId, Set<PackageName>> spokenFor =
                new TreeMap<>(Comparator.comparing(SourceId::value));
        mentioned.keySet().forEach(source -> spokenFor.put(source, new TreeSet<>()));
        for (SourceRuling ruling : rulings) {
            for (Source source : ruling.serving(mount.settings().enforcement())) {
                if (mentioned.getOrDefault(source.id(), Set.of()).contains(ruling.name())) {
                    spokenFor.getOrDefault(source.id(), new TreeSet<>()).add(ruling.name());
                }
            }
        }
        return spokenFor;
    }
}
