package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Presence;
import dev.gatehouse.core.model.Provenance;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.store.AuditEvent;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.trust.Observation;
import dev.gatehouse.core.trust.PresenceMemory.Ask;
import dev.gatehouse.core.trust.PresenceMemory.Judgement;
import dev.gatehouse.core.trust.SourceFacts;
import dev.gatehouse.core.trust.SourceRuling;
import dev.gatehouse.core.trust.TrustEngine;
import dev.gatehouse.core.upstream.Upstream;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Gathers the facts about a name and asks the rule. Thread-safe. */
public final class TrustService {
    /** How long a ruling that rests on no observation is used before it is asked again. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final TrustEngine engine;
    private final PresenceService presence;
    private final SourceIndexes indexes;
    private final LastAnswers answers;
    private final LocalNames locals;
    private final MetadataStore metadata;
    private final Fanout fanout;
    private final Journal journal;
    private final Events events;
    private final InstantSource clock;

    TrustService(
            Kernel kernel, TrustEngine engine, PresenceService presence, SourceIndexes indexes) {
        this.engine = engine;
        this.presence = presence;
        this.indexes = indexes;
        this.answers = new LastAnswers(kernel, indexes);
        this.locals = new LocalNames(kernel.metadata());
        this.metadata = kernel.metadata();
        this.fanout = new Fanout(kernel.threads());
        this.journal = kernel.journal();
        this.events = kernel.events();
        this.clock = kernel.clock();
    }

    /** The rule itself. */
    TrustEngine engine() {
        return engine;
    }

    /** When trusted upstreams are asked. */
    public enum Asking {
        /** Where their presence can change what is permitted. */
        WHERE_IT_MATTERS,
        /** Always: for explain. */
        ALWAYS,
        /** Never: what is stored and remembered has to do, for a simulation. */
        NEVER
    }

    /**
     * A ruling.
     *
     * @param asked the upstreams that were asked just now
     * @param validUntil when it ends by the passing of time
     */
    public record Ruled(SourceRuling ruling, Set<SourceId> asked, Instant validUntil) {}

    /** Which sources may speak for the name now. */
    public Ruled rule(Mount<?, ?> mount, PackageName name, Asking asking)
            throws IOException, InterruptedException {
        return rule(mount, name, asking, Set.of());
    }

    /** The same once more for one request: who was asked for it is not asked again. */
    Ruled rule(Mount<?, ?> mount, PackageName name, Asking asking, Set<SourceId> before)
            throws IOException, InterruptedException {
        PackageKey key = mount.key(name);
        Map<SourceId, Provenance> provenance = provenance(key);
        SourceFacts local = locals.facts(mount, name);
        boolean ask =
                switch (asking) {
                    case ALWAYS -> true;
                    case WHERE_IT_MATTERS -> matters(mount, key, local, provenance);
                    case NEVER -> false;
                };
        List<Known> known =
                asking == Asking.NEVER
                        ? remembered(mount, name)
                        : trusted(mount, name, ask, before);
        List<SourceFacts> facts = new ArrayList<>();
        facts.add(local);
        for (Upstream upstream : mount.settings().upstreams()) {
            facts.add(facts(upstream, known, provenance));
        }
        Instant validUntil = clock.instant().plus(LONGEST);
        Set<SourceId> asked = new HashSet<>();
        for (Known one : known) {
            if (one.asked()) {
                asked.add(one.upstream().id());
            }
            if (ask && one.upstream().isAsked()) {
                validUntil = earlier(validUntil, one.until());
                tellLastKnown(mount, name, one);
            }
        }
        return new Ruled(engine.rule(name, facts), asked, validUntil);
    }

    /** A trusted upstream and what is known of the name there. */
    private record Known(Upstream upstream, Judgement judgement, boolean asked) {
        /** An ABSENT is looked at again when it is time to renew it, before it ends. */
        Instant until() {
            Instant end = judgement.validUntil();
            if (judgement.presence() != Presence.ABSENT || judgement.ask() != Ask.NO) {
                return end;
            }
            Duration fourFifths = upstream.absentTtl().multipliedBy(4).dividedBy(5);
            return judgement.observedAt().map(at -> earlier(at.plus(fourFifths), end)).orElse(end);
        }
    }

    private Map<SourceId, Provenance> provenance(PackageKey key) throws IOException {
        return metadata.provenance().of(key).stream()
                .collect(Collectors.toMap(Provenance::source, p -> p));
    }

    /**
     * Presence is asked only if some untrusted upstream could be refused for want of it: one that
     * would be asked, or of which files are stored.
     */
    private boolean matters(
            Mount<?, ?> mount,
            PackageKey key,
            SourceFacts local,
            Map<SourceId, Provenance> provenance)
            throws IOException {
        if (local.presence() == Presence.PRESENT) {
            return false;
        }
        List<Upstream> unproven =
                mount.settings().upstreams().stream()
                        .filter(u -> !u.source().isTrusted() && !provenance.containsKey(u.id()))
                        .toList();
        if (unproven.isEmpty() || unproven.stream().anyMatch(Upstream::isAsked)) {
            return !unproven.isEmpty();
        }
        Set<SourceId> stored = Set.copyOf(metadata.releases().pins(key).values());
        return unproven.stream().anyMatch(u -> stored.contains(u.id()));
    }

    private List<Known> trusted(
            Mount<?, ?> mount, PackageName name, boolean ask, Set<SourceId> before)
            throws IOException, InterruptedException {
        List<Upstream> trusted =
                mount.settings().upstreams().stream().filter(u -> u.source().isTrusted()).toList();
        return fanout.each(
                trusted,
                u ->
                        before.contains(u.id())
                                ? new Known(u, presence.judgeAnswered(mount, u, name), false)
                                : known(mount, u, name, ask));
    }

    /** What is known without asking: by presence, else by what the upstream answered last. */
    private List<Known> remembered(Mount<?, ?> mount, PackageName name) throws IOException {
        List<Known> known = new ArrayList<>();
        for (Upstream upstream : mount.settings().upstreams()) {
            if (upstream.source().isTrusted()) {
                Judgement judgement = presence.judge(mount, upstream, name);
                Optional<Observation> last =
                        judgement.ask() == Ask.NOW && upstream.isAsked()
                                ? answers.presence(mount, upstream, name)
                                : Optional.empty();
                if (last.isPresent()) {
                    judgement = presence.judgeSupposing(mount, upstream, name, last.get());
                }
                known.add(new Known(upstream, judgement, false));
            }
        }
        return known;
    }

    private Known known(Mount<?, ?> mount, Upstream upstream, PackageName name, boolean ask)
            throws IOException, InterruptedException {
        Judgement before = presence.judge(mount, upstream, name);
        if (!ask || !upstream.isAsked() || before.ask() == Ask.NO) {
            return new Known(upstream, before, false);
        }
        if (before.ask() == Ask.SOON) {
            indexes.refresh(mount, upstream, IndexKey.of(name));
            return new Known(upstream, before, false);
        }
        indexes.fetchNow(mount, upstream, IndexKey.of(name));
        return new Known(upstream, presence.judgeAnswered(mount, upstream, name), true);
    }

    private static SourceFacts facts(
            Upstream upstream, List<Known> known, Map<SourceId, Provenance> provenance) {
        Optional<Provenance> record = Optional.ofNullable(provenance.get(upstream.id()));
        for (Known one : known) {
            if (one.upstream().id().equals(upstream.id())) {
                return trustedFacts(one, record);
            }
        }
        return new SourceFacts(
                upstream.source(),
                Presence.UNKNOWN,
                "an untrusted source is not asked",
                Optional.empty(),
                record);
    }

    /** One that is not asked takes no part, save for what it was seen to have. */
    private static SourceFacts trustedFacts(Known known, Optional<Provenance> record) {
        Judgement judgement = known.judgement();
        boolean idle = !known.upstream().isAsked() && judgement.presence() != Presence.PRESENT;
        return new SourceFacts(
                known.upstream().source(),
                idle ? Presence.ABSENT : judgement.presence(),
                idle ? "inactive or cache-only: takes no part" : judgement.reason(),
                judgement.observedAt(),
                record);
    }

    private void tellLastKnown(Mount<?, ?> mount, PackageName name, Known known) {
        if (known.judgement().lastKnown()) {
            events.lastKnown(mount.format().id(), known.upstream().name());
            journal.refused(
                    AuditEvent.Kind.LAST_KNOWN,
                    mount,
                    name,
                    new Journal.Refused(known.upstream().name(), 3, "gatehouse"));
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
