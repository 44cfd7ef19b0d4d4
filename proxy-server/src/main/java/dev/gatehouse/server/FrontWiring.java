package dev.gatehouse.server;

import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.ServerConfig;
import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.http.Filter;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.proxy.MountFinder;
import dev.gatehouse.core.proxy.RepositoryRouter;
import dev.gatehouse.server.access.AuthenticationFilter;
import dev.gatehouse.server.api.ApiContext;
import dev.gatehouse.server.api.ApiHandler;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.PlainErrors;
import dev.gatehouse.server.filter.AccessLog;
import dev.gatehouse.server.filter.AccessLogFilter;
import dev.gatehouse.server.filter.AnswerListener;
import dev.gatehouse.server.filter.ConditionalFilter;
import dev.gatehouse.server.filter.DeadlineFilter;
import dev.gatehouse.server.filter.ErrorFilter;
import dev.gatehouse.server.filter.Utf8JsonFilter;
import dev.gatehouse.server.http.HttpLimits;
import dev.gatehouse.server.http.HttpServer;
import dev.gatehouse.server.http.HttpSettings;
import dev.gatehouse.server.http.HttpTimeouts;
import dev.gatehouse.server.http.TlsFiles;
import dev.gatehouse.server.http.VitalPaths;
import dev.gatehouse.server.metrics.Metrics;
import dev.gatehouse.server.telemetry.RequestSpans;
import dev.gatehouse.server.telemetry.Tracing;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/** Puts together what stands before the handlers: the filters in their order, and the sockets. */
record FrontWiring(
        GatehouseConfig config, LiveSettings live, InstantSource clock, Optional<Tracing> tracing) {
    private static final Duration LONGEST_READ = Duration.ofMinutes(5);

    /**
     * The server, not yet started.
     *
     * @param deadlines ends requests that take too long
     */
    HttpServer server(
            ApiContext context,
            Doorkeeper door,
            ApiHandler own,
            Metrics metrics,
            ScheduledExecutorService deadlines) {
        MountFinder finder = new MountFinder(context.catalogue(), live);
        RepositoryRouter router = new RepositoryRouter(finder, context.services());
        Optional<RequestSpans> spans = tracing.map(t -> t.requests(finder));
        List<AnswerListener> listeners = new ArrayList<>(List.of(new AccessLog(), metrics));
        spans.ifPresent(listeners::add);
        AccessLogFilter log = new AccessLogFilter(listeners, System::nanoTime);
        AuthenticationFilter authenticated = door.filter(log, context.services().journal());
        List<Filter> filters = new ArrayList<>();
        filters.add(authenticated);
        spans.ifPresent(filters::add);
        filters.addAll(
                List.of(
                        log,
                        new PlainErrors(this::isApi),
                        new ErrorFilter(),
                        new ConditionalFilter(),
                        new Utf8JsonFilter(),
                        new DeadlineFilter(LONGEST_READ, deadlines),
                        door.desk()));
        return new HttpServer(
                settings(),
                new Pipeline(filters, own, this::isOwn, router),
                authenticated.before((head, sender) -> ready(router, log, head, sender)),
                metrics,
                clock);
    }

    /**
     * What is rendered already goes through the same judgements as any answer, without a thread.
     */
    private static Optional<Response> ready(
            RepositoryRouter router, AccessLogFilter log, RequestHead head, Principal sender) {
        Optional<Response> response =
                router.ready(head, sender).map(full -> ConditionalFilter.judge(head, full));
        response.ifPresent(answer -> log.tell(head, sender, answer));
        return response;
    }

    /** Health and metrics are told at any host, the management API not at a repository's own. */
    private boolean isOwn(RequestHead head) {
        return VitalPaths.include(head.target()) || isApi(head);
    }

    private boolean isApi(RequestHead head) {
        return ApiCall.isAt(head.target()) && !live.isOwnHost(head);
    }

    private HttpSettings settings() {
        ServerConfig server = config.server();
        return new HttpSettings(
                new InetSocketAddress(server.listen().host().value(), server.listen().port()),
                server.tls().map(t -> new TlsFiles(t.certificate(), t.key())),
                live::names,
                HttpLimits.defaults()
                        .withConnections(server.limits().connections())
                        .withInFlight(server.limits().inFlight())
                        .withUpload(server.limits().upload().bytes()),
                HttpTimeouts.defaults());
    }
}
