package dev.gatehouse.server;

import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.RepositoriesConfig;
import dev.gatehouse.config.RepositoryConfig;
import dev.gatehouse.config.UpstreamConfig;
import dev.gatehouse.config.report.Place;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.proxy.Catalogue;
import dev.gatehouse.core.proxy.Mount;
import dev.gatehouse.core.store.ManagedRepository;
import dev.gatehouse.core.store.ManagedUpstream;
import dev.gatehouse.core.store.RepositoryIdentity;
import dev.gatehouse.core.upstream.Upstream;
import dev.gatehouse.server.managed.Configured;
import dev.gatehouse.server.managed.ConfiguredRepository;
import dev.gatehouse.server.managed.ConfiguredUpstream;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Shows what is mounted as operators know it. */
record ConfiguredView(Mounts mounts, boolean anybodyReads) {
    /** Repositories of the file. */
    Configured declared(RepositoriesConfig config) {
        Place place = config.place("").orElseGet(Place.Default::new);
        return new Configured(
                Optional.of(place),
                anybodyReads,
                config.all().stream().map(r -> declared(config, r)).toList());
    }

    private ConfiguredRepository declared(RepositoriesConfig all, RepositoryConfig config) {
        String name = config.name().value();
        RepositoryIdentity identity = identity(name);
        List<ConfiguredUpstream> upstreams = new ArrayList<>();
        for (FormatName format : FormatName.values()) {
            for (UpstreamConfig upstream : of(config, format)) {
                Optional<Place> place = all.place(name, format.key(), upstream.name().value());
                upstreams.add(
                        new ConfiguredUpstream(
                                format,
                                id(name, format, upstream),
                                upstream,
                                0,
                                Optional.of(place.orElseGet(Place.Default::new)),
                                Optional.empty(),
                                Optional.empty()));
            }
        }
        return new ConfiguredRepository(
                identity.id(),
                config,
                name,
                "",
                0,
                Optional.of(all.place(name).orElseGet(Place.Default::new)),
                identity.createdAt(),
                identity.createdAt(),
                upstreams);
    }

    /** The permanent id, which is all that the file's form has for a slug. */
    private String id(String repository, FormatName format, UpstreamConfig upstream) {
        Catalogue.Place place = new Catalogue.Place(repository, new FormatId(format.key()));
        return Optional.<Mount<?, ?>>ofNullable(mounts.mounts().get(place)).stream()
                .flatMap(mount -> mount.settings().upstreams().stream())
                .filter(u -> u.name().equals(upstream.name().value()))
                .map(Upstream::id)
                .map(Object::toString)
                .findFirst()
                .orElse("");
    }

    /** Repositories of the store; both lists have the same in the same order. */
    Configured managed(RepositoriesConfig config, List<ManagedRepository> managed) {
        List<ConfiguredRepository> repositories = new ArrayList<>();
        for (int i = 0; i < managed.size(); i++) {
            repositories.add(managed(config.all().get(i), managed.get(i)));
        }
        return new Configured(Optional.empty(), anybodyReads, repositories);
    }

    private ConfiguredRepository managed(RepositoryConfig config, ManagedRepository managed) {
        List<ConfiguredUpstream> upstreams = new ArrayList<>();
        for (FormatName format : FormatName.values()) {
            List<ManagedUpstream> stored =
                    managed.upstreams().stream()
                            .filter(u -> u.format().value().equals(format.key()))
                            .toList();
            for (int i = 0; i < stored.size(); i++) {
                upstreams.add(managed(format, of(config, format).get(i), stored.get(i)));
            }
        }
        return new ConfiguredRepository(
                managed.id(),
                config,
                managed.title(),
                managed.description(),
                managed.revision(),
                Optional.empty(),
                managed.createdAt(),
                managed.updatedAt(),
                upstreams);
    }

    private static ConfiguredUpstream managed(
            FormatName format, UpstreamConfig config, ManagedUpstream stored) {
        return new ConfiguredUpstream(
                format,
                stored.slug(),
                config,
                stored.revision(),
                Optional.empty(),
                Optional.of(stored.createdAt()),
                Optional.of(stored.updatedAt()));
    }

    private static List<UpstreamConfig> of(RepositoryConfig config, FormatName format) {
        return config.format(format).map(block -> block.upstreams()).orElse(List.of());
    }

    private RepositoryIdentity identity(String name) {
        return Objects.requireNonNull(mounts.repositories().get(name));
    }
}
