package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.BadUpstreamException;
import dev.gatehouse.core.format.Format.Hit;
import dev.gatehouse.core.format.Format.Search;
import dev.gatehouse.core.format.SearchQuery;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.proxy.TrustService.Asking;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.trust.Enforcement;
import dev.gatehouse.core.trust.Holds;
import dev.gatehouse.core.trust.OwnedNames;
import dev.gatehouse.core.upstream.Upstream;
import dev.gatehouse.core.upstream.UpstreamClient;
import dev.gatehouse.core.upstream.UpstreamReply;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Search: names here first, then what upstreams find. A query that could reveal a name of ours goes
 * to no untrusted upstream, and no hit is shown that its source may not serve. Thread-safe.
 */
public final class SearchService {
    private static final Logger LOG = LoggerFactory.getLogger(SearchService.class);
    private static final int PAGE = 1000;

    /** With more names than this, every query is held to name one of them. */
    private static final int MOST_NAMES = 100_000;

    private final TrustService trust;
    private final MetadataStore metadata;
    private final UpstreamClient client;
    private final Fanout fanout;

    SearchService(Kernel kernel, TrustService trust) {
        this.trust = trust;
        this.metadata = kernel.metadata();
        this.client = kernel.upstreams();
        this.fanout = new Fanout(kernel.threads());
    }

    Response search(Mount<?, ?> mount, SearchQuery query) throws IOException, InterruptedException {
        Search search =
                mount.format()
                        .search()
                        .orElseThrow(() -> new IllegalArgumentException("no search for " + query));
        Set<String> terms = search.terms(query);
        Map<PackageName, Hit> hits = new LinkedHashMap<>();
        for (Hit hit : local(mount, search, terms)) {
            hits.putIfAbsent(hit.name(), hit);
        }
        boolean reveals = reveals(mount, terms);
        List<Upstream> asked =
                mount.settings().upstreams().stream()
                        .filter(Upstream::isAsked)
                        .filter(u -> u.source().isTrusted() || !reveals)
                        .toList();
        for (List<Hit> found :
                fanout.each(asked, u -> permitted(mount, u, some(ask(search, u, query), query)))) {
            found.forEach(hit -> hits.putIfAbsent(hit.name(), hit));
        }
        return search.answer(List.copyOf(hits.values()), query);
    }

    private List<Hit> local(Mount<?, ?> mount, Search search, Set<String> terms)
            throws IOException {
        List<Hit> hits = new ArrayList<>();
        for (PackageName name : localNames(mount)) {
            if (contains(name.value(), terms)) {
                Optional<LocalPackage> local = metadata.releases().local(mount.key(name));
                if (local.isPresent()) {
                    local = Optional.of(shown(local.get()));
                }
                local.filter(l -> !l.available().isEmpty())
                        .map(search::describe)
                        .ifPresent(hits::add);
            }
        }
        return hits;
    }

    /** Without the versions that somebody holds back. */
    private LocalPackage shown(LocalPackage local) throws IOException {
        Holds holds = new Holds(metadata.states().of(local.key()));
        Map<Version, LocalRelease> left = new LinkedHashMap<>(local.releases());
        left.keySet().removeIf(version -> holds.on(version).isPresent());
        return new LocalPackage(
                local.key(), local.revision(), local.document(), left, local.modifiedAt());
    }

    private boolean reveals(Mount<?, ?> mount, Set<String> terms) throws IOException {
        List<PackageName> local = localNames(mount);
        List<PackageName> present =
                names(
                        new NamePages(
                                after ->
                                        metadata.presence()
                                                .presentNames(
                                                        mount.repository(),
                                                        mount.format().id(),
                                                        after,
                                                        PAGE)));
        return local.size() >= MOST_NAMES
                || present.size() >= MOST_NAMES
                || local.stream().anyMatch(n -> contains(n.value(), terms))
                || present.stream().anyMatch(n -> contains(n.value(), terms))
                || mount.settings().ownedNames().patterns().stream()
                        .anyMatch(p -> touches(p, terms) || covers(mount, p, terms));
    }

    /** A pattern may cover a term in its canonical form only. */
    private static boolean covers(
            Mount<?, ?> mount, OwnedNames.Pattern pattern, Set<String> terms) {
        for (String term : terms) {
            try {
                if (pattern.covers().test(mount.format().name(term))) {
                    return true;
                }
            } catch (IllegalArgumentException e) {
                LOG.debug("a term that is no name reveals none: {}", e.getMessage());
            }
        }
        return false;
    }

    private List<PackageName> localNames(Mount<?, ?> mount) throws IOException {
        return names(
                new NamePages(
                        after ->
                                metadata.releases()
                                        .localNames(
                                                mount.repository(),
                                                mount.format().id(),
                                                after,
                                                PAGE)));
    }

    private static List<PackageName> names(NamePages pages) throws IOException {
        List<PackageName> names = new ArrayList<>();
        Optional<PackageName> name = pages.next();
        while (name.isPresent() && names.size() < MOST_NAMES) {
            names.add(name.get());
            name = pages.next();
        }
        return names;
    }

    private static boolean contains(String name, Set<String> terms) {
        String lower = name.toLowerCase(Locale.ROOT);
        return terms.stream().anyMatch(t -> lower.contains(t.toLowerCase(Locale.ROOT)));
    }

    /** A term may be a part of an owned name, or hold one. */
    private static boolean touches(OwnedNames.Pattern pattern, Set<String> terms) {
        String fixed = pattern.text().replace("*", "").toLowerCase(Locale.ROOT);
        return terms.stream()
                .map(t -> t.toLowerCase(Locale.ROOT))
                .anyMatch(t -> fixed.contains(t) || t.contains(fixed));
    }

    private List<Hit> ask(Search search, Upstream upstream, SearchQuery query)
            throws InterruptedException {
        try (UpstreamReply reply =
                client.fetch(upstream, search.request(query), Optional.empty())) {
            return switch (reply) {
                case UpstreamReply.Found found ->
                        search.read(ByteBuffer.wrap(found.body().readAllBytes()));
                case UpstreamReply.NotModified ignored -> List.of();
                case UpstreamReply.Missing ignored -> List.of();
                case UpstreamReply.Refused ignored -> List.of();
                case UpstreamReply.Broken ignored -> List.of();
            };
        } catch (IOException | BadUpstreamException e) {
            LOG.warn("{} gave no usable search answer: {}", upstream.name(), e.getMessage());
            return List.of();
        }
    }

    /** Each hit may cost questions to trusted sources, so a source gives no more than was asked. */
    private static List<Hit> some(List<Hit> hits, SearchQuery query) {
        return hits.subList(0, Math.min(hits.size(), query.size()));
    }

    private List<Hit> permitted(Mount<?, ?> mount, Upstream upstream, List<Hit> hits)
            throws IOException, InterruptedException {
        if (upstream.source().isTrusted()
                || mount.settings().enforcement() == Enforcement.MONITOR) {
            return hits;
        }
        SourceId source = upstream.id();
        List<Boolean> permits =
                fanout.each(
                        hits,
                        hit ->
                                trust.rule(mount, hit.name(), Asking.WHERE_IT_MATTERS)
                                        .ruling()
                                        .permits(source));
        List<Hit> kept = new ArrayList<>();
        for (int i = 0; i < hits.size(); i++) {
            if (permits.get(i)) {
                kept.add(hits.get(i));
            }
        }
        return kept;
    }
}
