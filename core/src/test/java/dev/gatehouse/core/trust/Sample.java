package dev.gatehouse.core.trust;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Presence;
import dev.gatehouse.core.model.Provenance;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.ReleaseFile;
import dev.gatehouse.core.model.ReleaseIndex;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Trust;
import dev.gatehouse.core.model.Version;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The smallest values with which the rule can be asked. */
final class Sample {
    static final PackageName NAME = name("cloudsmith_web");
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private Sample() {}

    /** A version that says from which source's document it is. */
    record Item(Version version, String from) implements Release {
        @Override
        public Optional<Instant> publishedAt() {
            return Optional.empty();
        }

        @Override
        public List<ReleaseFile> files() {
            return List.of();
        }
    }

    static PackageName name(String value) {
        return new PackageName(new FormatId("npm"), value);
    }

    static Source trusted(String name) {
        return new Source(new SourceId(name), name, Trust.TRUSTED, true);
    }

    static Source untrusted(String name) {
        return new Source(new SourceId(name), name, Trust.UNTRUSTED, true);
    }

    /** A trusted source that is inactive or {@code cache-only}. */
    static Source unasked(String name) {
        return new Source(new SourceId(name), name, Trust.TRUSTED, false);
    }

    static SourceFacts facts(Source source, Presence presence) {
        return new SourceFacts(source, presence, "as seen", Optional.empty(), Optional.empty());
    }

    /** What is known of a source that has supplied the name before. */
    static SourceFacts supplier(Source source, Presence presence) {
        return supplier(source, presence, provenance(NAME, source.id()));
    }

    static SourceFacts supplier(Source source, Presence presence, Provenance provenance) {
        return new SourceFacts(
                source, presence, "as seen", Optional.empty(), Optional.of(provenance));
    }

    static Provenance provenance(PackageName name, SourceId source) {
        var key = new PackageKey(new RepositoryId("main"), name);
        return new Provenance(key, source, NOON, NOON, new FileName("first.tgz"), "ci");
    }

    static Offer<Item, String> releases(Source source, String... versions) {
        return new Offer.Releases<>(source, index(source, versions), true);
    }

    static Offer<Item, String> stale(Source source, String... versions) {
        return new Offer.Releases<>(source, index(source, versions), false);
    }

    static Offer<Item, String> absent(Source source) {
        return new Offer.Absent<>(source);
    }

    static Offer<Item, String> unreachable(Source source) {
        return new Offer.Unreachable<>(source, "connection refused");
    }

    static ReleaseIndex<Item, String> index(Source source, String... versions) {
        var releases = new LinkedHashMap<Version, Item>();
        for (var version : versions) {
            releases.put(new Version(version), new Item(new Version(version), source.id().value()));
        }
        return new ReleaseIndex<>(IndexKey.of(NAME), releases, "tags of " + source.name(), 0);
    }

    static Map<Version, SourceId> pin(String version, Source owner) {
        return Map.of(new Version(version), owner.id());
    }

    /** The visible versions in order, each with its owner: {@code "1.0 local, 1.1 V"}. */
    static String shown(VisibleIndex<Item, String> index) {
        return index.accepted().entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue().owner().name())
                .collect(Collectors.joining(", "));
    }

    /** The rulings in order: {@code "local PERMITTED, P BLOCKED"}. */
    static String rulings(SourceRuling ruling) {
        return ruling.sources().stream()
                .map(s -> s.source().name() + " " + s.ruling())
                .collect(Collectors.joining(", "));
    }

    static VisibleIndex<Item, String> select(
            SourceRuling ruling, Map<Version, SourceId> pins, List<Offer<Item, String>> offers) {
        return new UpstreamTrustEngine().select(ruling, offers, pins);
    }

    static SourceRuling rule(SourceFacts... facts) {
        return new UpstreamTrustEngine().rule(NAME, Arrays.asList(facts));
    }
}
