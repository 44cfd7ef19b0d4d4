package dev.gatehouse.server;

import dev.gatehouse.config.FormatConfig;
import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.core.format.Format;
import dev.gatehouse.core.policy.Rules;
import dev.gatehouse.core.proxy.Catalogue;
import dev.gatehouse.core.proxy.Epochs;
import dev.gatehouse.core.proxy.Journal;
import dev.gatehouse.core.proxy.Kernel;
import dev.gatehouse.core.proxy.Mount;
import dev.gatehouse.core.proxy.MountFinder;
import dev.gatehouse.core.proxy.PackageLocks;
import dev.gatehouse.core.proxy.Services;
import dev.gatehouse.core.trust.PresenceJudge;
import dev.gatehouse.core.trust.UpstreamTrustEngine;
import dev.gatehouse.core.upstream.UpstreamClient;
import dev.gatehouse.maven.MavenFormat;
import dev.gatehouse.npm.NpmFormat;
import dev.gatehouse.npm.account.NpmExchange;
import dev.gatehouse.pypi.PypiFormat;
import dev.gatehouse.pypi.account.PypiExchange;
import dev.gatehouse.server.api.ApiContext;
import dev.gatehouse.server.api.ApiHandler;
import dev.gatehouse.server.cache.CaffeineMemories;
import dev.gatehouse.server.http.HttpServer;
import dev.gatehouse.server.managed.ConfigSource;
import dev.gatehouse.server.metrics.Metrics;
import dev.gatehouse.server.metrics.StoreGauges;
import dev.gatehouse.server.metrics.TrustGauges;
import dev.gatehouse.server.metrics.WebhookMetrics;
import dev.gatehouse.server.policy.PackageNames;
import dev.gatehouse.server.policy.PolicyLedger;
import dev.gatehouse.server.signing.LocalSigner;
import dev.gatehouse.server.store.StoreDirectory;
import dev.gatehouse.server.store.UlidIds;
import dev.gatehouse.server.telemetry.Tracing;
import dev.gatehouse.server.upstream.HttpUpstreamClient;
import dev.gatehouse.server.upstream.MessageSender;
import dev.gatehouse.server.upstream.ProxySettings;
import dev.gatehouse.server.upstream.Surroundings;
import dev.gatehouse.server.upstream.SystemResolver;
import dev.gatehouse.server.upstream.UpstreamListener;
import dev.gatehouse.server.webhook.Alerts;
import dev.gatehouse.server.webhook.Webhooks;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Puts the server together: the constructors are called here, and nothing else is done. */
public final class Wiring {
    private static final Duration LONGEST_LOCK = Duration.ofSeconds(10);

    private final GatehouseConfig config;
    private final LiveSettings live;
    private final Map<String, String> environment;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Alerts alerts = new Alerts();
    private final CaffeineMemories memories = new CaffeineMemories();
    private final List<Closeable> parts = new ArrayList<>();
    private final Optional<Tracing> tracing;
    private final RegoWiring rego;
    private final PolicyWiring policies;

    private Wiring(GatehouseConfig config, Map<String, String> environment, InstantSource clock) {
        this.config = config;
        this.live = new LiveSettings(config);
        this.environment = environment;
        this.clock = clock;
        this.tracing = config.telemetry().traces().map(t -> Tracing.to(t, version()));
        tracing.ifPresent(parts::add);
        this.rego =
                last(
                        new RegoWiring(
                                config.opa().map(Path::toString).orElse("opa"),
                                config.storage().directory().resolve("rego"),
                                clock));
        this.policies = new PolicyWiring(names(), rego, clock);
    }

    /** The formats that are served, one line each. */
    private static List<ServedFormat> formats(GatehouseConfig config) {
        long mostUpload = config.server().limits().upload().bytes();
        return List.of(
                new ServedFormat(
                        FormatName.NPM,
                        _ -> new NpmFormat(mostUpload),
                        Optional.of(new NpmExchange())),
                new ServedFormat(
                        FormatName.PYPI,
                        set -> new PypiFormat(mostUpload, set.refusedPage()),
                        Optional.of(new PypiExchange())),
                new ServedFormat(
                        FormatName.MAVEN,
                        set -> new MavenFormat(mostUpload, set.snapshotRetention())));
    }

    /** How packages are called in the formats that are served. */
    static PackageNames names() {
        return new PackageNames(plain());
    }

    private static List<Format<?, ?>> plain() {
        return formats(GatehouseConfig.DEFAULTS).stream()
                .<Format<?, ?>>map(f -> f.make().apply(FormatConfig.DEFAULTS))
                .toList();
    }

    /**
     * Starts a server.
     *
     * @param source reads the configuration as it is then, when it is to be taken anew
     * @param environment for {@code HTTPS_PROXY}, {@code NO_PROXY} and {@code
     *     GATEHOUSE_ADMIN_TOKEN}
     * @throws IOException when the store or the address cannot be had; then nothing is left running
     */
    public static Gatehouse start(
            GatehouseConfig config,
            ConfigSource source,
            Map<String, String> environment,
            InstantSource clock)
            throws IOException, InterruptedException {
        Wiring wiring = new Wiring(config, environment, clock);
        try {
            return wiring.start(source);
        } catch (IOException | InterruptedException | RuntimeException e) {
            Gatehouse.closeAll(wiring.parts.reversed(), e);
            throw e;
        }
    }

    private Gatehouse start(ConfigSource source) throws IOException, InterruptedException {
        UlidIds ids = new UlidIds(clock, random);
        StoreDirectory store = last(StoreDirectory.open(config.storage().directory(), clock, ids));
        Journal journal = new Journal(store.metadata(), ids::next, clock, alerts);
        PolicyLedger ledger = policies.ledger(config, store.metadata(), journal);
        Identities identities = new Identities(store.metadata(), journal, ids::next, clock);
        Assembly assembly = new Assembly(identities, formats(config), source);
        var first = new FirstConfiguration(assembly, store.metadata()).take(config);
        live.take(first.whole());
        Catalogue catalogue = new Catalogue(first.mounts().mounts());
        MountFinder finder = new MountFinder(catalogue, live);
        Metrics metrics = new Metrics(catalogue, finder);
        HttpUpstreamClient upstreams = upstreams(first.mounts(), metrics);
        last(upstreams::close);
        AdvisoryWiring advisories =
                last(AdvisoryWiring.of(config, store.metadata(), journal, plain(), clock));
        Rules rules = policies.rules(ledger, advisories.book(), config.workspace().value());
        Kernel kernel = kernel(store, traced(upstreams, catalogue), metrics, journal, rules);
        Services services =
                Services.of(kernel, catalogue, new UpstreamTrustEngine(), new PresenceJudge());
        requireOwnKeys(catalogue, services);
        var ground = new Doorkeeper.Ground(kernel, finder, formats(config), live);
        Doorkeeper door = Doorkeeper.of(ground, random);
        door.open(environment, config.storage().directory());
        last(new Housekeeping(services, store, door.tokens(), live, clock));
        watch(metrics, store, catalogue, services);
        Webhooks webhooks = last(webhooks(store, journal, metrics));
        var serving = new LiveConfiguration.Serving(catalogue, upstreams, live);
        var storing = storing(store, identities, journal);
        var configuration = new LiveConfiguration(serving, assembly, storing, first);
        Reloader reloader = new Reloader(configuration, ledger, identities, config, source);
        var desk = policies.desk(ledger, advisories.book(), services);
        var changing = new ApiWiring.Changing(reloader, webhooks, desk, advisories.desk());
        var api = new ApiWiring(config, version(), store, door, random, clock);
        ApiContext context = api.context(catalogue, services, configuration, changing);
        advisories.start(surroundings(UpstreamListener.NONE));
        ApiHandler own = new ApiHandler(context, store::trouble, metrics, clock);
        return new Gatehouse(serve(context, door, own, metrics), reloader, parts.reversed());
    }

    /** Who cannot sign with the keys that there are must not start, and make others. */
    private static void requireOwnKeys(Catalogue catalogue, Services services) throws IOException {
        for (Mount<?, ?> mount : catalogue.all()) {
            if (mount.settings().signing()) {
                services.own().keys().requireUsable(mount.repository());
            }
        }
    }

    private HttpServer serve(ApiContext context, Doorkeeper door, ApiHandler own, Metrics metrics)
            throws IOException, InterruptedException {
        ScheduledExecutorService deadlines =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("deadlines").factory());
        last(deadlines::shutdownNow);
        FrontWiring front = new FrontWiring(config, live, clock, tracing);
        HttpServer http = last(front.server(context, door, own, metrics, deadlines));
        last(context.feed());
        http.start();
        return http;
    }

    private LiveConfiguration.Storing storing(
            StoreDirectory store, Identities identities, Journal journal) {
        return new LiveConfiguration.Storing(
                store.metadata(), identities, journal, new Slugs(random), clock);
    }

    private void watch(
            Metrics metrics, StoreDirectory store, Catalogue catalogue, Services services) {
        StoreGauges.watch(metrics, memories);
        StoreGauges.watch(metrics, store.metadata());
        TrustGauges.watch(metrics, catalogue, services.canaries());
    }

    private Kernel kernel(
            StoreDirectory store,
            UpstreamClient upstreams,
            Metrics metrics,
            Journal journal,
            Rules rules)
            throws IOException {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        last(threads::shutdownNow);
        return new Kernel(
                store.blobs(),
                store.metadata(),
                upstreams,
                memories,
                new Epochs(),
                new PackageLocks(LONGEST_LOCK),
                journal,
                metrics,
                SignatureWiring.judges(
                        config, upstreams, clock, () -> !rules.policies().current().isEmpty()),
                new LocalSigner(live::signingKey, random),
                rules,
                tracing.isPresent() ? Tracing.around(threads) : threads,
                clock);
    }

    private UpstreamClient traced(UpstreamClient client, Catalogue catalogue) {
        return tracing.map(t -> t.around(client, catalogue)).orElse(client);
    }

    private static String version() {
        return Optional.ofNullable(Wiring.class.getPackage().getImplementationVersion())
                .orElse("0.0.0-development");
    }

    private HttpUpstreamClient upstreams(Mounts mounts, Metrics metrics) {
        return new HttpUpstreamClient(
                mounts.upstreams(),
                surroundings(tracing.isPresent() ? Tracing.beside(metrics) : metrics));
    }

    private Webhooks webhooks(StoreDirectory store, Journal journal, Metrics metrics)
            throws IOException {
        var around =
                new Webhooks.Around(
                        store.metadata(),
                        alerts,
                        config.workspace().value(),
                        journal,
                        random,
                        clock);
        MessageSender sender = last(new MessageSender(surroundings(UpstreamListener.NONE)));
        Webhooks webhooks =
                new Webhooks(live::webhooks, around, sender::send, WebhookMetrics.of(metrics));
        WebhookMetrics.watch(metrics, webhooks);
        webhooks.start();
        return webhooks;
    }

    private Surroundings surroundings(UpstreamListener listener) {
        return Surroundings.of(
                version(),
                ProxySettings.fromEnvironment(environment),
                new SystemResolver(),
                listener);
    }

    /** Remembers what is to be closed; what came last is closed first. */
    private <T extends Closeable> T last(T part) {
        parts.add(part);
        return part;
    }
}
