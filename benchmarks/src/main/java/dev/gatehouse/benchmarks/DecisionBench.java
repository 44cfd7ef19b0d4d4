package dev.gatehouse.benchmarks;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Presence;
import dev.gatehouse.core.model.Provenance;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Trust;
import dev.gatehouse.core.trust.SourceFacts;
import dev.gatehouse.core.trust.SourceRuling;
import dev.gatehouse.core.trust.TrustEngine;
import dev.gatehouse.core.trust.UpstreamTrustEngine;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The rule over ten sources: the local store, four trusted upstreams, five untrusted ones. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecisionBench {
    private final PackageName name = new PackageName(new FormatId("npm"), "acme-internal");
    private final TrustEngine engine = new UpstreamTrustEngine();
    private final List<SourceFacts> undecided = facts(Presence.UNKNOWN);
    private final List<SourceFacts> owned = facts(Presence.PRESENT);

    /** A trusted upstream has the name: five untrusted ones are judged by their provenance. */
    @Benchmark
    public SourceRuling owned() {
        return engine.rule(name, owned);
    }

    /** A trusted upstream is silent. */
    @Benchmark
    public SourceRuling undecided() {
        return engine.rule(name, undecided);
    }

    private List<SourceFacts> facts(Presence last) {
        List<SourceFacts> facts = new ArrayList<>();
        facts.add(fact(Source.LOCAL, Presence.ABSENT, Optional.empty()));
        for (int i = 1; i <= 4; i++) {
            facts.add(
                    fact(
                            source("trusted-" + i, Trust.TRUSTED),
                            i == 4 ? last : Presence.ABSENT,
                            Optional.empty()));
        }
        for (int i = 1; i <= 5; i++) {
            Source source = source("public-" + i, Trust.UNTRUSTED);
            Optional<Provenance> record =
                    i == 1 ? Optional.of(provenance(source)) : Optional.empty();
            facts.add(fact(source, Presence.UNKNOWN, record));
        }
        return facts;
    }

    private Provenance provenance(Source source) {
        PackageKey key = new PackageKey(new RepositoryId("main"), name);
        return new Provenance(
                key,
                source.id(),
                Instant.EPOCH,
                Instant.EPOCH,
                new FileName("acme-internal-1.0.0.tgz"),
                "ci");
    }

    private static Source source(String id, Trust trust) {
        return new Source(new SourceId(id), id, trust, true);
    }

    private static SourceFacts fact(
            Source source, Presence presence, Optional<Provenance> provenance) {
        return new SourceFacts(
                source, presence, "observed", Optional.of(Instant.EPOCH), provenance);
    }
}
