package dev.gatehouse.server;

import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.HostName;
import dev.gatehouse.config.RepositoryConfig;
import dev.gatehouse.config.RepositoryName;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Target;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.proxy.Catalogue.Place;
import dev.gatehouse.core.proxy.MountFinder;
import dev.gatehouse.core.proxy.MountFinder.Way;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where requests belong whose path does not name a repository.
 *
 * <ul>
 *   <li>At a repository's own host its formats hang at the root: the only one at {@code /}, several
 *       at {@code /{format}/}. No other repository answers there.
 *   <li>npm drops the path of the registry from some calls, so one repository answers those at the
 *       root: {@code /-/npm/…} (trusted publishing, attestations) and {@code
 *       /{package}/-/{file}.tgz} (lock files), never {@code /{name}}.
 * </ul>
 *
 * @param hosts the repositories that have a host of their own, by its name
 * @param npm the configured default, or the only repository that serves npm; without it nobody
 *     answers npm's calls to the root
 */
record RootPaths(Map<String, OwnHost> hosts, Optional<String> npm) implements MountFinder.Roots {
    private static final FormatId NPM = new FormatId("npm");

    RootPaths {
        hosts = Map.copyOf(hosts);
    }

    /** A repository that has a host of its own. */
    record OwnHost(String repository, List<FormatId> formats) {
        OwnHost {
            formats = List.copyOf(formats);
        }
    }

    static RootPaths of(GatehouseConfig config) {
        Map<String, OwnHost> hosts = new HashMap<>();
        List<String> npm =
                config.repositories().stream()
                        .flatMap(r -> r.all().stream())
                        .filter(r -> formats(r).contains(NPM))
                        .map(r -> r.name().value())
                        .toList();
        config.repositories().stream()
                .flatMap(r -> r.all().stream())
                .forEach(
                        r ->
                                r.host()
                                        .map(HostName::value)
                                        .ifPresent(
                                                host ->
                                                        hosts.put(
                                                                host,
                                                                new OwnHost(
                                                                        r.name().value(),
                                                                        formats(r)))));
        Optional<String> only = npm.size() == 1 ? Optional.of(npm.getFirst()) : Optional.empty();
        return new RootPaths(
                hosts,
                config.server().defaultNpmRepository().map(RepositoryName::value).or(() -> only));
    }

    private static List<FormatId> formats(RepositoryConfig repository) {
        return repository.formats().keySet().stream().map(f -> new FormatId(f.key())).toList();
    }

    /** The repository whose own host a request came to. */
    Optional<OwnHost> host(RequestHead head) {
        return Optional.ofNullable(head.publicBase().getHost()).map(hosts::get);
    }

    @Override
    public Way of(RequestHead head) {
        Optional<OwnHost> own = host(head);
        if (own.isPresent()) {
            return below(own.get(), head);
        }
        if (npm.isPresent() && isNpm(head.target())) {
            Place place = new Place(npm.get(), NPM);
            return new Way.At(place, 0, MountFinder.below(head, place));
        }
        return new Way.ByPath();
    }

    private static Way below(OwnHost own, RequestHead head) {
        if (own.formats().size() == 1) {
            Place only = new Place(own.repository(), own.formats().getFirst());
            return new Way.At(only, 0, head.publicBase());
        }
        boolean npm = own.formats().contains(NPM) && isNpm(head.target());
        Optional<FormatId> named =
                npm ? Optional.of(NPM) : MountFinder.format(head.target().segments(), 0);
        return named.<Way>map(
                        format ->
                                new Way.At(
                                        new Place(own.repository(), format),
                                        npm ? 0 : 1,
                                        head.publicBase().resolve(format + "/")))
                .orElseGet(Way.Nowhere::new);
    }

    private static boolean isNpm(Target target) {
        List<String> segments = target.segments();
        int size = segments.size();
        if (size > 2 && segments.get(0).equals("-") && segments.get(1).equals("npm")) {
            return true;
        }
        boolean file =
                size > 2
                        && segments.get(size - 2).equals("-")
                        && segments.get(size - 1).endsWith(".tgz");
        boolean scoped = size == 4 && segments.getFirst().startsWith("@");
        return file && (size == 3 || scoped);
    }
}
