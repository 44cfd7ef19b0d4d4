package dev.gatehouse.server.telemetry;

import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.proxy.Catalogue;
import dev.gatehouse.core.proxy.Mount;
import dev.gatehouse.core.upstream.Upstream;
import dev.gatehouse.core.upstream.UpstreamClient;
import dev.gatehouse.core.upstream.UpstreamReply;
import dev.gatehouse.core.upstream.UpstreamRequest;
import dev.gatehouse.core.upstream.Validator;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * A span for each call of an upstream, below the request that it is made for. A call that was not
 * made, because the circuit breaker is open or the address is not allowed, is an event of that
 * request instead. Thread-safe.
 */
final class TracedUpstreams implements UpstreamClient {
    private final UpstreamClient client;
    private final Tracer tracer;
    private final Catalogue catalogue;

    TracedUpstreams(UpstreamClient client, Tracer tracer, Catalogue catalogue) {
        this.client = client;
        this.tracer = tracer;
        this.catalogue = catalogue;
    }

    @Override
    public UpstreamReply fetch(
            Upstream upstream, UpstreamRequest request, Optional<Validator> validator)
            throws InterruptedException {
        Context parent = Context.current();
        Span span =
                tracer.spanBuilder(request.method() + " " + upstream.name())
                        .setSpanKind(SpanKind.CLIENT)
                        .startSpan();
        if (!span.isRecording()) {
            return client.fetch(upstream, request, validator);
        }
        describe(span, upstream, request);
        Optional.ofNullable(parent.get(RequestSpans.PACKAGE))
                .ifPresent(name -> span.setAttribute(SpanWords.PACKAGE, name));
        UpstreamCall call = new UpstreamCall(span);
        try (var _ = parent.with(span).with(UpstreamCall.KEY, call).makeCurrent()) {
            UpstreamReply reply = client.fetch(upstream, request, validator);
            return call.wasMade() ? call.answered(reply) : notMade(reply, upstream, parent);
        } catch (InterruptedException | RuntimeException e) {
            call.fail(e.getClass().getSimpleName());
            call.end();
            throw e;
        }
    }

    /** The span of such a call is left as it is: what never ends is never sent. */
    private static UpstreamReply notMade(UpstreamReply reply, Upstream upstream, Context parent) {
        String reason =
                switch (reply) {
                    case UpstreamReply.Refused refused -> refused.reason();
                    case UpstreamReply.Broken broken -> broken.reason();
                    case UpstreamReply.Found _,
                            UpstreamReply.NotModified _,
                            UpstreamReply.Missing _ ->
                            "answered without a request";
                };
        Attributes about =
                Attributes.of(
                        SpanWords.UPSTREAM,
                        upstream.name(),
                        SpanWords.ERROR,
                        SpanWords.kind(reason));
        Span.fromContext(parent).addEvent("upstream not asked", about);
        return reply;
    }

    private void describe(Span span, Upstream upstream, UpstreamRequest request) {
        URI url = upstream.url().resolve(request.location());
        span.setAttribute(SpanWords.METHOD, request.method().name());
        span.setAttribute(SpanWords.URL, SpanWords.shown(url));
        span.setAttribute(SpanWords.HOST, String.valueOf(url.getHost()));
        span.setAttribute(SpanWords.PORT, SpanWords.port(url));
        span.setAttribute(SpanWords.UPSTREAM, upstream.name());
        span.setAttribute(SpanWords.PURPOSE, request.purpose().name().toLowerCase(Locale.ROOT));
        mount(upstream.id())
                .ifPresent(
                        mount -> {
                            span.setAttribute(SpanWords.REPOSITORY, mount.repositoryName());
                            span.setAttribute(SpanWords.FORMAT, mount.format().id().value());
                        });
    }

    private Optional<Mount<?, ?>> mount(SourceId upstream) {
        for (Mount<?, ?> mount : catalogue.all()) {
            if (mount.settings().upstream(upstream).isPresent()) {
                return Optional.of(mount);
            }
        }
        return Optional.empty();
    }
}
