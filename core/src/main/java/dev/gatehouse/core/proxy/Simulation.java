package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Trust;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.proxy.Suppositions.Supposed;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.trust.Enforcement;
import dev.gatehouse.core.trust.TrustEngine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says what a change of trust would do, before it is made: from what is stored here, by the
 * functions that enforce, and without asking anybody. Thread-safe.
 */
public final class Simulation {
    private final Suppositions suppositions;
    private final MetadataStore metadata;

    Simulation(Kernel kernel, TrustService trust, TrustEngine engine, SourceIndexes indexes) {
        this.suppositions = new Suppositions(kernel, trust, engine, indexes);
        this.metadata = kernel.metadata();
    }

    /** What is to be supposed, beside what is configured. */
    public record Proposal(SourceId upstream, Trust trust, Optional<Enforcement> enforcement) {
        private <R extends Release, P> Mount<R, P> applied(Mount<R, P> mount) {
            FormatSettings settings = mount.settings().with(upstream, trust);
            return mount.with(enforcement.map(settings::with).orElse(settings));
        }
    }

    /** A version, and the source that it comes from. */
    public record Owned(Version version, Source owner) {}

    /**
     * What would change for one name.
     *
     * @param appear versions that are not served now
     * @param vanish versions that would not be served any more
     * @param move versions that would come from another source, with that source
     * @param toAsk names of sources that would be asked first, so that the answer may differ
     * @param reason why versions vanish; empty when none does
     */
    public record Difference(
            PackageName name,
            int ruleBefore,
            int ruleAfter,
            List<Owned> appear,
            List<Owned> vanish,
            List<Owned> move,
            List<String> toAsk,
            String reason,
            boolean wasServed,
            boolean isServed) {
        /** Whether there is anything to tell. */
        public boolean isChange() {
            return !appear.isEmpty() || !vanish.isEmpty() || !move.isEmpty() || !toAsk.isEmpty();
        }
    }

    /** Takes in one difference. */
    @FunctionalInterface
    public interface Listener {
        void take(Difference difference) throws IOException;
    }

    /**
     * Goes through all names that are known here, in order; memory does not grow with their number.
     *
     * @return how many names were looked at
     */
    public long run(Mount<?, ?> mount, Proposal proposal, Listener listener)
            throws IOException, InterruptedException {
        KnownNames names = new KnownNames(metadata, mount);
        long seen = 0;
        for (Optional<PackageName> name = names.next(); name.isPresent(); name = names.next()) {
            Difference difference = of(mount, proposal, name.get());
            if (difference.isChange()) {
                listener.take(difference);
            }
            seen++;
        }
        return seen;
    }

    /** What would change for that name. */
    public Difference of(Mount<?, ?> mount, Proposal proposal, PackageName name)
            throws IOException, InterruptedException {
        Supposed before = suppositions.of(mount, name);
        Supposed after = suppositions.of(proposal.applied(mount), name);
        List<Owned> appear = new ArrayList<>();
        List<Owned> move = new ArrayList<>();
        after.versions()
                .forEach(
                        (version, owner) -> {
                            Source old = before.versions().get(version);
                            if (old == null) {
                                appear.add(new Owned(version, owner));
                            } else if (!old.id().equals(owner.id())) {
                                move.add(new Owned(version, owner));
                            }
                        });
        List<Owned> vanish = gone(before.versions(), after.versions());
        return new Difference(
                name,
                before.ruling().rule(),
                after.ruling().rule(),
                List.copyOf(appear),
                vanish,
                List.copyOf(move),
                toAsk(before, after),
                vanish.isEmpty() ? "" : after.ruling().reason(vanish.getFirst().owner().id()),
                !before.versions().isEmpty(),
                !after.versions().isEmpty());
    }

    private static List<Owned> gone(Map<Version, Source> before, Map<Version, Source> after) {
        return before.entrySet().stream()
                .filter(e -> !after.containsKey(e.getKey()))
                .map(e -> new Owned(e.getKey(), e.getValue()))
                .toList();
    }

    /** Who has nothing to do with the difference is left out: its answer was missing before too. */
    private static List<String> toAsk(Supposed before, Supposed after) {
        boolean sameRulings = rulings(before).equals(rulings(after));
        return sameRulings && before.unheard().equals(after.unheard())
                ? List.of()
                : after.unheard();
    }

    private static List<String> rulings(Supposed supposed) {
        return supposed.ruling().sources().stream()
                .map(s -> s.source().id() + " " + s.ruling())
                .toList();
    }
}
