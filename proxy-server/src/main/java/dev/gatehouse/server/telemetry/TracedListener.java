package dev.gatehouse.server.telemetry;

import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.upstream.UpstreamRequest.Purpose;
import dev.gatehouse.server.upstream.UpstreamListener;

import io.opentelemetry.context.Context;

import java.time.Duration;

/** Tells the call that is under way of its requests, and another listener of everything. */
record TracedListener(UpstreamListener other) implements UpstreamListener {
    @Override
    public void attempted(SourceId upstream, Attempted attempted) {
        UpstreamCall call = Context.current().get(UpstreamCall.KEY);
        if (call != null) {
            call.attempted(attempted);
        }
        other.attempted(upstream, attempted);
    }

    @Override
    public void answered(SourceId upstream, Purpose purpose, Outcome outcome, Duration toHead) {
        other.answered(upstream, purpose, outcome, toHead);
    }

    @Override
    public void bodyBroken(SourceId upstream, Purpose purpose) {
        other.bodyBroken(upstream, purpose);
    }
}
