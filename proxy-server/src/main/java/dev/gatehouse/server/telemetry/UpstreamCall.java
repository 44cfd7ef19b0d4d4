package dev.gatehouse.server.telemetry;

import dev.gatehouse.core.upstream.UpstreamReply;
import dev.gatehouse.server.upstream.UpstreamListener.Attempted;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.ContextKey;

import java.util.OptionalInt;

/**
 * One call of an upstream while it is under way: its span ends with its body, or with its reply
 * when there is none. Of one thread at a time.
 */
final class UpstreamCall {
    static final ContextKey<UpstreamCall> KEY = ContextKey.named("gatehouse-upstream-call");

    private final Span span;
    private int attempts;
    private OptionalInt status = OptionalInt.empty();
    private String failure = "";

    UpstreamCall(Span span) {
        this.span = span;
    }

    /** One request of it was on the wire. */
    void attempted(Attempted one) {
        attempts++;
        status = one.status();
        failure = one.failure();
        AttributesBuilder about = Attributes.builder().put(SpanWords.URL, shown(one));
        status.ifPresent(code -> about.put(SpanWords.STATUS, (long) code));
        if (!failure.isEmpty()) {
            about.put(SpanWords.ERROR, SpanWords.kind(failure));
        }
        span.addEvent("request", about.build());
    }

    private static String shown(Attempted one) {
        return SpanWords.shown(one.url());
    }

    /** Whether anything was sent, or could not be sent for want of an address. */
    boolean wasMade() {
        return attempts > 0;
    }

    /** Tells of the reply; of one with a body, what is told when that ends. */
    UpstreamReply answered(UpstreamReply reply) {
        status.ifPresent(code -> span.setAttribute(SpanWords.STATUS, (long) code));
        if (attempts > 1) {
            span.setAttribute(SpanWords.RESENT, (long) attempts - 1);
        }
        return switch (reply) {
            case UpstreamReply.Found found -> {
                span.addEvent("head");
                yield new UpstreamReply.Found(
                        found.headers(),
                        found.url(),
                        found.length(),
                        new TracedBody(found.body(), this));
            }
            case UpstreamReply.NotModified same -> ended(same);
            case UpstreamReply.Missing missing -> ended(missing);
            case UpstreamReply.Refused refused -> failed(refused);
            case UpstreamReply.Broken broken -> failed(broken);
        };
    }

    private UpstreamReply ended(UpstreamReply reply) {
        end();
        return reply;
    }

    private UpstreamReply failed(UpstreamReply reply) {
        fail(kind());
        end();
        return reply;
    }

    /** A status that is a failure is its kind; an answer that cannot be used has a status too. */
    private String kind() {
        if (status.isPresent() && status.getAsInt() >= 400) {
            return Integer.toString(status.getAsInt());
        }
        return failure.isEmpty() ? "unusable_answer" : SpanWords.kind(failure);
    }

    void fail(String kind) {
        span.setAttribute(SpanWords.ERROR, kind);
        span.setStatus(StatusCode.ERROR);
    }

    void end() {
        span.end();
    }
}
