package dev.gatehouse.server.metrics;

import dev.gatehouse.core.proxy.Canaries;
import dev.gatehouse.core.proxy.Catalogue;
import dev.gatehouse.core.proxy.Mount;
import dev.gatehouse.core.trust.Enforcement;
import dev.gatehouse.core.upstream.Upstream;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;

import java.util.function.Predicate;

/** Adds how trust is set up, and what canaries said last; read when somebody asks. */
public final class TrustGauges {
    private TrustGauges() {}

    /** Watches these mounts. */
    public static void watch(Metrics metrics, Catalogue catalogue, Canaries canaries) {
        setting(
                metrics,
                catalogue,
                "last_known_enabled",
                "1 where a stored absence may decide for a silent trusted source",
                m -> m.settings().lastKnown());
        setting(
                metrics,
                catalogue,
                "enforced",
                "1 where the rule is enforced, 0 where it is only watched",
                m -> m.settings().enforcement() == Enforcement.ENFORCE);
        GaugeWithCallback.builder()
                .name("gatehouse_canary_missing")
                .help("1 while 404s of the upstream say nothing, as its canary did not come")
                .labelNames("repository", "format", "upstream")
                .callback(gauge -> catalogue.all().forEach(m -> canaries(gauge, m, canaries)))
                .register(metrics.registry());
    }

    private static void setting(
            Metrics metrics,
            Catalogue catalogue,
            String name,
            String help,
            Predicate<Mount<?, ?>> isSet) {
        GaugeWithCallback.builder()
                .name("gatehouse_" + name)
                .help(help)
                .labelNames("repository", "format")
                .callback(
                        gauge ->
                                catalogue
                                        .all()
                                        .forEach(
                                                m ->
                                                        gauge.call(
                                                                isSet.test(m) ? 1 : 0,
                                                                m.repositoryName(),
                                                                m.format().id().value())))
                .register(metrics.registry());
    }

    private static void canaries(
            GaugeWithCallback.Callback gauge, Mount<?, ?> mount, Canaries canaries) {
        for (Upstream upstream : mount.settings().upstreams()) {
            canaries.status(mount, upstream)
                    .filter(status -> status.at().isPresent())
                    .ifPresent(
                            status ->
                                    gauge.call(
                                            status.trouble().isPresent() ? 1 : 0,
                                            mount.repositoryName(),
                                            mount.format().id().value(),
                                            upstream.name()));
        }
    }
}
