package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Gathering;
import dev.gatehouse.core.format.Gathering.Question;
import dev.gatehouse.core.format.Gathering.Reply;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.proxy.TrustService.Asking;
import dev.gatehouse.core.trust.Enforcement;
import dev.gatehouse.core.trust.SourceRuling;
import dev.gatehouse.core.trust.VisibleIndex;
import dev.gatehouse.core.upstream.Upstream;
import dev.gatehouse.core.upstream.UpstreamClient;
import dev.gatehouse.core.upstream.UpstreamReply;
import dev.gatehouse.core.upstream.UpstreamRequest;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Questions to several upstreams, each asked only about names that it may speak for; so no name
 * that belongs to somebody else leaks. Thread-safe.
 */
public final class GatherService {
    private static final Logger LOG = LoggerFactory.getLogger(GatherService.class);

    private final TrustService trust;
    private final IndexService index;
    private final UpstreamClient client;
    private final OwnKeys keys;
    private final Fanout fanout;

    GatherService(Kernel kernel, TrustService trust, IndexService index, OwnKeys keys) {
        this.keys = keys;
        this.trust = trust;
        this.index = index;
        this.client = kernel.upstreams();
        this.fanout = new Fanout(kernel.threads());
    }

    Response gather(Mount<?, ?> mount, Gathering gathering, Request request)
            throws IOException, InterruptedException {
        Question question = gathering.read(request.body());
        List<SourceRuling> rulings =
                fanout.each(
                        List.copyOf(question.names()),
                        name -> trust.rule(mount, name, Asking.WHERE_IT_MATTERS).ruling());
        Heard heard = heard(mount, question);
        List<Optional<Reply>> replies =
                fanout.each(
                        heard.asked(),
                        u -> ask(u, question, allowed(rulings, u, mount.settings().enforcement())));
        Optional<Reply> own = question.keys(Source.LOCAL, keys.forIndex(mount.repository()));
        return question.answer(
                Stream.of(
                                own.stream(),
                                replies.stream().flatMap(Optional::stream),
                                heard.silent().stream())
                        .flatMap(all -> all)
                        .toList());
    }

    /** Who is asked, and the replies of those of whom it is known that they do not answer. */
    private record Heard(List<Upstream> asked, List<Reply> silent) {}

    /** Of one version its owner speaks alone; one of nobody may be a silent source's. */
    private <R extends Release, P> Heard heard(Mount<R, P> mount, Question question)
            throws IOException, InterruptedException {
        List<Upstream> all =
                mount.settings().upstreams().stream().filter(Upstream::isAsked).toList();
        Optional<Version> version = question.version();
        if (version.isEmpty()) {
            return new Heard(all, List.of());
        }
        PackageName name = question.names().iterator().next();
        VisibleIndex<R, P> visible = index.visible(mount, name).index();
        Optional<SourceId> owner = visible.find(version.get()).map(a -> a.owner().id());
        if (owner.isPresent()) {
            return new Heard(
                    all.stream().filter(u -> u.id().equals(owner.get())).toList(), List.of());
        }
        return new Heard(
                List.of(),
                all.stream()
                        .map(Upstream::source)
                        .filter(s -> visible.silent().contains(s.name()))
                        .map(s -> empty(s, 0))
                        .toList());
    }

    private static Set<PackageName> allowed(
            List<SourceRuling> rulings, Upstream upstream, Enforcement enforcement) {
        return rulings.stream()
                .filter(r -> serves(r, upstream, enforcement))
                .filter(
                        r ->
                                upstream.source().isTrusted()
                                        || r.owners().stream().noneMatch(Source::isLocal))
                .map(SourceRuling::name)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static boolean serves(SourceRuling ruling, Upstream upstream, Enforcement enforcement) {
        return ruling.serving(enforcement).stream().anyMatch(s -> s.id().equals(upstream.id()));
    }

    private Optional<Reply> ask(Upstream upstream, Question question, Set<PackageName> allowed)
            throws InterruptedException {
        Optional<UpstreamRequest> ask = question.ask(upstream.source(), Set.copyOf(allowed));
        if (ask.isEmpty()) {
            return Optional.empty();
        }
        Source source = upstream.source();
        try (UpstreamReply reply = client.fetch(upstream, ask.get(), Optional.empty())) {
            return Optional.of(
                    switch (reply) {
                        case UpstreamReply.Found found ->
                                new Reply(
                                        source, 200, ByteBuffer.wrap(found.body().readAllBytes()));
                        case UpstreamReply.Missing missing -> empty(source, missing.status());
                        case UpstreamReply.NotModified ignored -> empty(source, 0);
                        case UpstreamReply.Refused ignored -> empty(source, 0);
                        case UpstreamReply.Broken ignored -> empty(source, 0);
                    });
        } catch (IOException e) {
            LOG.warn("{} gave no usable answer: {}", upstream.name(), e.getMessage());
            return Optional.of(empty(source, 0));
        }
    }

    private static Reply empty(Source source, int status) {
        return new Reply(source, status, ByteBuffer.allocate(0));
    }
}
