package dev.gatehouse.config.discovery;

import dev.gatehouse.config.FormatConfig;
import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.RepositoriesConfig;
import dev.gatehouse.config.RepositoryConfig;
import dev.gatehouse.config.UpstreamConfig;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * pip's default index keeps its files on another host. Whoever writes that index down as an
 * upstream means its files too, so their host is allowed without being named.
 */
public final class ImpliedFileHosts {
    private final Machine machine;
    private final AtomicReference<@Nullable Optional<PipDefault>> known = new AtomicReference<>();

    public ImpliedFileHosts(Machine machine) {
        this.machine = machine;
    }

    /** The same configuration with that host, where an upstream is that index. Asks pip once. */
    public GatehouseConfig in(GatehouseConfig config) throws InterruptedException {
        if (config.repositories().isEmpty() || !mayName(config.repositories().get())) {
            return config;
        }
        Optional<PipDefault> told = told();
        if (told.isEmpty()) {
            return config;
        }
        RepositoriesConfig repositories = config.repositories().get();
        List<RepositoryConfig> all =
                repositories.all().stream().map(r -> in(r, told.get())).toList();
        return config.with(repositories.with(all));
    }

    private Optional<PipDefault> told() throws InterruptedException {
        Optional<PipDefault> before = known.get();
        if (before != null) {
            return before;
        }
        Optional<PipDefault> told = PipDefault.of(machine);
        known.set(told);
        return told;
    }

    /** Asking pip takes a moment, which a server without a public index need not spend. */
    private static boolean mayName(RepositoriesConfig repositories) {
        return repositories.all().stream()
                .flatMap(r -> r.format(FormatName.PYPI).stream())
                .flatMap(f -> f.upstreams().stream())
                .anyMatch(u -> "https".equals(u.url().getScheme()));
    }

    private static RepositoryConfig in(RepositoryConfig repository, PipDefault known) {
        Optional<FormatConfig> pypi = repository.format(FormatName.PYPI);
        if (pypi.isEmpty()) {
            return repository;
        }
        Map<FormatName, FormatConfig> formats = new HashMap<>(repository.formats());
        List<UpstreamConfig> upstreams =
                pypi.get().upstreams().stream().map(u -> in(u, known)).toList();
        formats.put(FormatName.PYPI, pypi.get().with(upstreams));
        return new RepositoryConfig(
                repository.name(),
                repository.host(),
                repository.pinning(),
                repository.signing(),
                formats);
    }

    private static UpstreamConfig in(UpstreamConfig upstream, PipDefault known) {
        if (!upstream.url().equals(known.url())) {
            return upstream;
        }
        List<URI> hosts = new ArrayList<>(upstream.fileHosts());
        known.fileHosts().stream().filter(h -> !hosts.contains(h)).forEach(hosts::add);
        return upstream.withFileHosts(hosts);
    }
}
