package dev.gatehouse.server;

import dev.gatehouse.config.Checksums;
import dev.gatehouse.config.FormatConfig;
import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.OnSharedName;
import dev.gatehouse.config.RepositoriesConfig;
import dev.gatehouse.config.RepositoryConfig;
import dev.gatehouse.config.UpstreamConfig;
import dev.gatehouse.config.UpstreamMode;
import dev.gatehouse.config.WhenTrustedUnreachable;
import dev.gatehouse.config.report.Problem;
import dev.gatehouse.config.report.Problems;
import dev.gatehouse.core.format.Format;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.proxy.Catalogue.Place;
import dev.gatehouse.core.proxy.FormatSettings;
import dev.gatehouse.core.proxy.Mount;
import dev.gatehouse.core.signature.Pinning;
import dev.gatehouse.core.store.RepositoryIdentity;
import dev.gatehouse.core.store.UpstreamIdentity;
import dev.gatehouse.core.trust.Enforcement;
import dev.gatehouse.core.trust.OwnedNames;
import dev.gatehouse.core.upstream.Mode;
import dev.gatehouse.core.upstream.Upstream;
import dev.gatehouse.server.upstream.UpstreamSettings;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a configuration amounts to: the mounts that the kernel serves, and how each upstream is
 * reached.
 *
 * @param upstreams by the permanent id of each upstream
 * @param repositories by name, those without any format too
 */
record Mounts(
        Map<Place, Mount<?, ?>> mounts,
        Map<SourceId, UpstreamSettings> upstreams,
        Map<String, RepositoryIdentity> repositories) {

    /** What the formats or the network client would refuse, each with the path of its key. */
    static List<Problem> problems(GatehouseConfig config, List<ServedFormat> formats) {
        Problems problems = new Problems();
        RepositoriesConfig all =
                config.repositories().orElseGet(() -> new RepositoriesConfig(List.of()));
        for (RepositoryConfig repository : all.all()) {
            for (ServedFormat served : formats) {
                repository
                        .format(served.name())
                        .ifPresent(
                                block ->
                                        new BlockCheck(all, repository, served, problems)
                                                .check(block));
            }
        }
        return problems.errors();
    }

    /** The same, with others that are reached as upstreams are. */
    Mounts and(Map<SourceId, UpstreamSettings> others) {
        Map<SourceId, UpstreamSettings> all = new HashMap<>(upstreams);
        all.putAll(others);
        return new Mounts(mounts, Map.copyOf(all), repositories);
    }

    /** Turns configuration records into core objects. */
    static final class Builder {
        private final Identities.Plan identities;
        private final List<ServedFormat> formats;
        private final long generation;
        private final Map<String, RepositoryIdentity> repositories = new HashMap<>();
        private final Map<Place, Mount<?, ?>> mounts = new HashMap<>();
        private final Map<SourceId, UpstreamSettings> upstreams = new HashMap<>();

        Builder(Identities.Plan identities, List<ServedFormat> formats, long generation) {
            this.identities = identities;
            this.formats = formats;
            this.generation = generation;
        }

        /** Gives ids to what is new and ends what is declared no more, in the plan. */
        Mounts build(RepositoriesConfig config) throws IOException {
            for (RepositoryConfig repository : config.all()) {
                add(repository);
            }
            return new Mounts(Map.copyOf(mounts), Map.copyOf(upstreams), Map.copyOf(repositories));
        }

        private void add(RepositoryConfig repository) throws IOException {
            RepositoryIdentity identity = identities.repository(repository);
            repositories.put(repository.name().value(), identity);
            for (ServedFormat served : formats) {
                Optional<FormatConfig> config = repository.format(served.name());
                if (config.isPresent()) {
                    add(repository, identity, served.name(), served.make().apply(config.get()));
                } else {
                    // A block that is gone has taken its upstreams with it.
                    identities.upstreams(identity, served.name(), List.of());
                }
            }
        }

        private <R extends Release, P> void add(
                RepositoryConfig repository,
                RepositoryIdentity identified,
                FormatName name,
                Format<R, P> format)
                throws IOException {
            FormatConfig config = repository.format(name).orElseThrow();
            List<UpstreamIdentity> known =
                    identities.upstreams(identified, name, config.upstreams());
            List<Ordered> ordered = new ArrayList<>();
            Instant changedAt = Instant.EPOCH;
            for (int i = 0; i < known.size(); i++) {
                UpstreamConfig upstream = config.upstreams().get(i);
                UpstreamIdentity identity = known.get(i);
                ordered.add(new Ordered(upstream.priority(), upstream(upstream, identity, format)));
                upstreams.put(identity.id(), Reach.of(upstream));
                changedAt =
                        identity.changedAt().isAfter(changedAt) ? identity.changedAt() : changedAt;
            }
            ordered.sort(
                    Comparator.comparingInt(Ordered::priority)
                            .thenComparing(o -> o.upstream().id().value()));
            FormatSettings settings =
                    settings(
                                    config,
                                    format,
                                    ordered.stream().map(Ordered::upstream).toList(),
                                    changedAt,
                                    pinning(repository))
                            .signing(repository.signing());
            String repositoryName = repository.name().value();
            mounts.put(
                    new Place(repositoryName, new FormatId(name.key())),
                    new Mount<>(identified.id(), repositoryName, format, settings, generation));
        }

        private record Ordered(int priority, Upstream upstream) {}

        private static Upstream upstream(
                UpstreamConfig config, UpstreamIdentity identity, Format<?, ?> format) {
            return new Upstream(
                    identity.id(),
                    config.name().value(),
                    config.url(),
                    Identities.trust(config.trust()),
                    mode(config.mode()),
                    config.active(),
                    config.canary().map(format::name),
                    config.times().index(),
                    config.times().absent(),
                    config.times().presence(),
                    config.checksums() == Checksums.FAIL);
        }

        private static Mode mode(UpstreamMode mode) {
            return switch (mode) {
                case CACHE -> Mode.CACHE;
                case PROXY_ONLY -> Mode.PROXY_ONLY;
                case CACHE_ONLY -> Mode.CACHE_ONLY;
            };
        }

        private static FormatSettings settings(
                FormatConfig config,
                Format<?, ?> format,
                List<Upstream> ordered,
                Instant changedAt,
                Pinning pinning) {
            List<OwnedNames.Pattern> owned =
                    config.ownedNames().stream()
                            .map(p -> new OwnedNames.Pattern(p.text(), format.ownedNames(p.text())))
                            .toList();
            return new FormatSettings(
                    ordered,
                    new OwnedNames(owned),
                    switch (config.enforcement()) {
                        case ENFORCE -> Enforcement.ENFORCE;
                        case MONITOR -> Enforcement.MONITOR;
                    },
                    config.whenTrustedUnreachable() == WhenTrustedUnreachable.LAST_KNOWN,
                    config.lastKnownLimit(),
                    config.absenceConfirmation(),
                    config.onSharedName() == OnSharedName.REFUSE,
                    changedAt,
                    pinning);
        }

        private static Pinning pinning(RepositoryConfig config) {
            return switch (config.pinning()) {
                case OFF -> Pinning.OFF;
                case WARN -> Pinning.WARN;
                case HOLD -> Pinning.HOLD;
            };
        }
    }
}
