package dev.gatehouse.server.telemetry;

import dev.gatehouse.config.TracesConfig;
import dev.gatehouse.core.proxy.Catalogue;
import dev.gatehouse.core.proxy.MountFinder;
import dev.gatehouse.core.upstream.UpstreamClient;
import dev.gatehouse.server.upstream.UpstreamListener;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;

import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What is put around requests and upstream calls to trace them. It exists only where tracing is
 * configured, so that it costs nothing elsewhere. Thread-safe.
 *
 * <p>Spans wait in a bounded queue and are sent by a thread of their own: when the collector is
 * down or slow, spans are dropped and nobody waits.
 */
public final class Tracing implements Closeable {
    private static final int MOST_WAITING = 4096;
    private static final int LONGEST_VALUE = 1024;
    private static final Duration LONGEST_EXPORT = Duration.ofSeconds(5);
    private static final Duration BETWEEN_EXPORTS = Duration.ofSeconds(2);
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(3);

    // Held, so that the level stays: the exporter would fill standard error while nobody listens.
    private final Logger exporterLog = Logger.getLogger("io.opentelemetry");
    private final SdkTracerProvider provider;
    private final Tracer tracer;

    Tracing(SpanProcessor processor, double sample, String version) {
        exporterLog.setLevel(Level.OFF);
        this.provider =
                SdkTracerProvider.builder()
                        .addSpanProcessor(processor)
                        .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(sample)))
                        .setSpanLimits(
                                SpanLimits.builder()
                                        .setMaxAttributeValueLength(LONGEST_VALUE)
                                        .build())
                        .setResource(resource(version))
                        .build();
        this.tracer = provider.get("dev.gatehouse", version);
    }

    /** Sends what is traced to where the configuration says. */
    public static Tracing to(TracesConfig config, String version) {
        return new Tracing(processor(exporter(config)), config.sample(), version);
    }

    private static SpanProcessor processor(SpanExporter exporter) {
        return BatchSpanProcessor.builder(exporter)
                .setMaxQueueSize(MOST_WAITING)
                .setScheduleDelay(BETWEEN_EXPORTS)
                .setExporterTimeout(LONGEST_EXPORT)
                .build();
    }

    private static SpanExporter exporter(TracesConfig config) {
        var builder =
                OtlpHttpSpanExporter.builder()
                        .setEndpoint(config.endpoint().toString())
                        .setTimeout(LONGEST_EXPORT)
                        .setCompression("gzip");
        config.headers().forEach((name, secret) -> builder.addHeader(name, secret.value()));
        return new ReportedExporter(builder.build(), config.endpoint().toString());
    }

    private static Resource resource(String version) {
        return Resource.getDefault()
                .merge(
                        Resource.create(
                                Attributes.of(
                                        AttributeKey.stringKey("service.name"),
                                        "gatehouse",
                                        AttributeKey.stringKey("service.version"),
                                        version)));
    }

    /** A client whose calls are traced. */
    public UpstreamClient around(UpstreamClient client, Catalogue catalogue) {
        return new TracedUpstreams(client, tracer, catalogue);
    }

    /** Work that goes on for the request that began it: a shared flight is its first asker's. */
    public static ExecutorService around(ExecutorService threads) {
        return Context.taskWrapping(threads);
    }

    /** A listener that tells running calls of their requests, besides that other one. */
    public static UpstreamListener beside(UpstreamListener other) {
        return new TracedListener(other);
    }

    /** The spans of requests. */
    public RequestSpans requests(MountFinder finder) {
        return new RequestSpans(tracer, finder);
    }

    /** Sends what still waits, for a few seconds at most. */
    @Override
    public void close() {
        provider.shutdown().join(LONGEST_GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
