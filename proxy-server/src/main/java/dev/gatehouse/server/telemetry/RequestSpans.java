package dev.gatehouse.server.telemetry;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.format.Route;
import dev.gatehouse.core.http.Filter;
import dev.gatehouse.core.http.Handler;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.proxy.MountFinder;
import dev.gatehouse.core.proxy.MountFinder.Located;
import dev.gatehouse.server.filter.AnswerListener;
import dev.gatehouse.server.filter.ShownPath;
import dev.gatehouse.server.http.VitalPaths;
import dev.gatehouse.server.metrics.RouteKinds;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.propagation.TextMapGetter;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * A span for each request, but for health and metrics. As a filter it stands directly behind
 * authentication; of answers that no filter sees (rendered already, or to a refused sender) it
 * hears as a listener. Thread-safe.
 *
 * <p>The {@code traceparent} of a request is continued if its sender is known: who is not could
 * otherwise have every request traced, or put theirs among other people's.
 */
public final class RequestSpans implements Filter, AnswerListener {
    /** The name that the current request is about. */
    static final ContextKey<String> PACKAGE = ContextKey.named("gatehouse-package");

    private static final ContextKey<Boolean> FILTERED = ContextKey.named("gatehouse-filtered");

    private final Tracer tracer;
    private final MountFinder finder;
    private final RouteKinds kinds;

    RequestSpans(Tracer tracer, MountFinder finder) {
        this.tracer = tracer;
        this.finder = finder;
        this.kinds = new RouteKinds(finder);
    }

    @Override
    public Response apply(Request request, Handler next) throws IOException, InterruptedException {
        if (VitalPaths.include(request.head().target())) {
            return next.handle(request);
        }
        Context outside = outside(request.head(), request.principal());
        Span span = start(request.head(), outside);
        Context inside = inside(span, request.head(), outside);
        try (var _ = inside.makeCurrent()) {
            Response response = next.handle(request);
            answer(span, response);
            return response;
        } catch (IOException | InterruptedException | RuntimeException e) {
            fail(span, e.getClass().getSimpleName());
            throw e;
        } finally {
            span.end();
        }
    }

    @Override
    public void answered(RequestHead head, Principal sender, Response response, Duration toAnswer) {
        boolean seen = Context.current().get(FILTERED) != null;
        if (seen || VitalPaths.include(head.target())) {
            return;
        }
        Span span = start(head, outside(head, sender));
        if (span.isRecording()) {
            var _ = describe(span, head);
            answer(span, response);
        }
        span.end();
    }

    private static Context outside(RequestHead head, Principal sender) {
        return sender.isAnonymous()
                ? Context.root()
                : W3CTraceContextPropagator.getInstance()
                        .extract(Context.root(), head.headers(), new HeaderGetter());
    }

    private Span start(RequestHead head, Context outside) {
        return tracer.spanBuilder(head.method().name())
                .setSpanKind(SpanKind.SERVER)
                .setParent(outside)
                .startSpan();
    }

    private Context inside(Span span, RequestHead head, Context outside) {
        Context inside = outside.with(span).with(FILTERED, true);
        Optional<String> name = span.isRecording() ? describe(span, head) : Optional.empty();
        return name.map(known -> inside.with(PACKAGE, known)).orElse(inside);
    }

    /** The name that the request is about, if there is one. */
    private Optional<String> describe(Span span, RequestHead head) {
        String kind = kinds.of(head);
        span.updateName(head.method() + " " + kind);
        span.setAttribute(SpanWords.METHOD, head.method().name());
        span.setAttribute(SpanWords.PATH, ShownPath.of(head));
        span.setAttribute(SpanWords.SCHEME, head.publicBase().getScheme());
        span.setAttribute(SpanWords.ROUTE, kind);
        Optional<Located> located = finder.find(head);
        if (located.isEmpty()) {
            return Optional.empty();
        }
        span.setAttribute(SpanWords.REPOSITORY, located.get().mount().repositoryName());
        span.setAttribute(SpanWords.FORMAT, located.get().mount().format().id().value());
        Optional<String> name = name(located.get()).map(PackageName::value);
        name.ifPresent(known -> span.setAttribute(SpanWords.PACKAGE, known));
        return name;
    }

    private static Optional<PackageName> name(Located located) {
        return switch (located.mount().format().route(located.head())) {
            case Route.Index index -> Optional.of(index.key().name());
            case Route.File file -> Optional.of(file.name());
            case Route.Checksum checksum -> Optional.of(checksum.of().name());
            case Route.Names _,
                    Route.Publish _,
                    Route.Search _,
                    Route.Gather _,
                    Route.Direct _,
                    Route.Account _,
                    Route.Invalid _,
                    Route.Unknown _ ->
                    Optional.empty();
        };
    }

    private static void answer(Span span, Response response) {
        span.setAttribute(SpanWords.STATUS, (long) response.status());
        response.reason().ifPresent(why -> span.setAttribute(SpanWords.DECISION, why));
        if (response.status() >= 500) {
            fail(span, Integer.toString(response.status()));
        }
    }

    private static void fail(Span span, String kind) {
        span.setAttribute(SpanWords.ERROR, kind);
        span.setStatus(StatusCode.ERROR);
    }

    /** Reads a request's headers for the propagator. */
    private static final class HeaderGetter implements TextMapGetter<Headers> {
        @Override
        public Iterable<String> keys(Headers headers) {
            return headers.fields().stream().map(Headers.Field::name).toList();
        }

        @Override
        public @Nullable String get(@Nullable Headers headers, String name) {
            return headers == null ? null : headers.first(name).orElse(null);
        }
    }
}
