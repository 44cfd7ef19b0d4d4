package dev.gatehouse.server.metrics;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.proxy.Catalogue;
import dev.gatehouse.core.proxy.Events;
import dev.gatehouse.core.proxy.MountFinder;
import dev.gatehouse.core.signature.PinState;
import dev.gatehouse.core.trust.Ruling;
import dev.gatehouse.core.upstream.Upstream;
import dev.gatehouse.core.upstream.UpstreamRequest.Purpose;
import dev.gatehouse.server.filter.AnswerListener;
import dev.gatehouse.server.http.HttpMetrics;
import dev.gatehouse.server.upstream.UpstreamListener;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;

/**
 * Counts what happens, for Prometheus. No label is chosen by a client: names of formats, upstreams,
 * memories and kinds only, never a package, a path or a token. Thread-safe, never blocks.
 */
public final class Metrics implements Events, UpstreamListener, HttpMetrics, AnswerListener {
    private static final double[] SECONDS = {
        .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30
    };

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
    private final Catalogue catalogue;
    private final RouteKinds kinds;
    private final Counter requests = counter("requests", "Requests answered", "route", "status");
    private final Histogram requestSeconds =
            histogram("request_seconds", "Time to the head of an answer", "route");
    private final Histogram upstreamSeconds =
            histogram(
                    "upstream_seconds",
                    "Time to the head of an upstream's answer",
                    "upstream",
                    "purpose",
                    "outcome");
    private final Counter brokenBodies =
            counter("upstream_broken_bodies", "Bodies that broke off", "upstream", "purpose");
    private final Counter refused =
            counter(
                    "refused_sources",
                    "Sources that were refused, or would have been",
                    "format",
                    "ruling",
                    "rule",
                    "enforced",
                    "upstream");
    private final Counter lastKnown =
            counter(
                    "last_known_decisions",
                    "Stored absences that decided for a silent source",
                    "format",
                    "upstream");
    private final Counter indexes = counter("indexes", "Indexes asked for", "format", "ready");
    private final Counter files = counter("files", "Files asked for", "format", "stored");
    private final Counter integrity =
            counter("integrity_failures", "Bytes that were not the expected ones", "format");
    private final Counter stale =
            counter("stale_documents", "Stored documents in a silent source's place", "format");
    private final Counter signers =
            counter(
                    "signer_alarms",
                    "Packages that were not signed as they were before",
                    "format",
                    "state");
    private final Counter turnedAway =
            counter("connections_refused", "Messages refused before any handler", "status");
    private final Gauge connections =
            Gauge.builder()
                    .name("gatehouse_connections_open")
                    .help("Connections that are open now")
                    .register(registry);

    /** Metrics of a process, JVM included; upstreams get their names from the catalogue. */
    public Metrics(Catalogue catalogue, MountFinder finder) {
        this.catalogue = catalogue;
        this.kinds = new RouteKinds(finder);
        JvmGauges.register(registry);
    }

    private Counter counter(String name, String help, String... labels) {
        return Counter.builder()
                .name("gatehouse_" + name)
                .help(help)
                .labelNames(labels)
                .withoutExemplars()
                .register(registry);
    }

    private Histogram histogram(String name, String help, String... labels) {
        return Histogram.builder()
                .name("gatehouse_" + name)
                .help(help)
                .labelNames(labels)
                .classicOnly()
                .classicUpperBounds(SECONDS)
                .withoutExemplars()
                .register(registry);
    }

    /** Where gauges are added that are read when somebody asks. */
    PrometheusRegistry registry() {
        return registry;
    }

    public String contentType() {
        return writer.getContentType();
    }

    /** Everything, in Prometheus' text format. */
    public byte[] exposition() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writer.write(out, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Override
    public void answered(RequestHead head, Principal sender, Response response, Duration toAnswer) {
        String kind = kinds.of(head);
        requests.labelValues(kind, Integer.toString(response.status())).inc();
        requestSeconds.labelValues(kind).observe(seconds(toAnswer));
    }

    @Override
    public void answered(SourceId upstream, Purpose purpose, Outcome outcome, Duration toHead) {
        upstreamSeconds
                .labelValues(name(upstream), word(purpose), word(outcome))
                .observe(seconds(toHead));
    }

    @Override
    public void bodyBroken(SourceId upstream, Purpose purpose) {
        brokenBodies.labelValues(name(upstream), word(purpose)).inc();
    }

    /** Ids mean nothing to an operator; a removed upstream's late answers are told together. */
    private String name(SourceId id) {
        return catalogue.all().stream()
                .flatMap(m -> m.settings().upstream(id).stream())
                .map(Upstream::name)
                .findFirst()
                .orElse("(removed)");
    }

    @Override
    public void refused(
            FormatId format, Ruling ruling, int rule, boolean enforced, String upstream) {
        refused.labelValues(
                        format.value(),
                        word(ruling),
                        Integer.toString(rule),
                        Boolean.toString(enforced),
                        upstream)
                .inc();
    }

    @Override
    public void lastKnown(FormatId format, String upstream) {
        lastKnown.labelValues(format.value(), upstream).inc();
    }

    @Override
    public void index(FormatId format, boolean ready) {
        indexes.labelValues(format.value(), Boolean.toString(ready)).inc();
    }

    @Override
    public void file(FormatId format, boolean stored) {
        files.labelValues(format.value(), Boolean.toString(stored)).inc();
    }

    @Override
    public void integrityFailure(FormatId format, String upstream) {
        integrity.labelValues(format.value()).inc();
    }

    @Override
    public void signerAlarm(FormatId format, PinState state) {
        signers.labelValues(format.value(), state.word()).inc();
    }

    @Override
    public void stale(FormatId format, String upstream) {
        stale.labelValues(format.value()).inc();
    }

    @Override
    public void opened() {
        connections.inc();
    }

    @Override
    public void closed() {
        connections.dec();
    }

    @Override
    public void refused(int status) {
        turnedAway.labelValues(Integer.toString(status)).inc();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
