package dev.gatehouse.server.upstream;

import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.upstream.UpstreamRequest.Purpose;
import dev.gatehouse.server.upstream.Hop.Budget;
import dev.gatehouse.server.upstream.UpstreamListener.Attempted;

import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Everything that one upstream has for itself: settings, connections, circuit breaker. Any number
 * of threads. When it is replaced, what runs on it goes on to its end.
 */
final class Lane {
    private static final String ROUTE = "gatehouse.route";
    private static final TimeValue KEEP_ALIVE = TimeValue.ofSeconds(30);
    private static final Timeout CONNECT = Timeout.ofSeconds(10);

    private final SourceId id;
    private final UpstreamSettings settings;
    private final Surroundings around;
    private final Watchdog watchdog;
    private final Egress egress;
    private final CircuitBreaker breaker;
    private final PoolingHttpClientConnectionManager connections;
    private final CloseableHttpClient client;
    // One for the lane itself until it is retired, one for each exchange.
    private final AtomicInteger users = new AtomicInteger(1);

    Lane(SourceId id, UpstreamSettings settings, Surroundings around, Watchdog watchdog) {
        this.id = id;
        this.settings = settings;
        this.around = around;
        this.watchdog = watchdog;
        this.egress = new Egress(settings, around.proxies());
        this.breaker = new CircuitBreaker(settings.breaker(), around.nanoTime());
        this.connections = newPool();
        this.client = newClient();
    }

    private PoolingHttpClientConnectionManager newPool() {
        int most = settings.limits().connections();
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(new GuardedConnection.Factory())
                .setTlsSocketStrategy(TlsTrust.strategy(settings, egress))
                .setDnsResolver(new NoSecondLookup())
                .setMaxConnTotal(most)
                .setMaxConnPerRoute(most)
                .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT)
                                .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                                .setTimeToLive(TimeValue.ofMinutes(5))
                                .build())
                .build();
    }

    private CloseableHttpClient newClient() {
        return HttpClientBuilder.create()
                .setConnectionManager(connections)
                .setRoutePlanner(Lane::route)
                .setUserAgent(around.userAgent())
                .setKeepAliveStrategy((response, context) -> KEEP_ALIVE)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .disableConnectionState()
                .build();
    }

    private static HttpRoute route(Object target, HttpContext context) throws HttpException {
        if (context.getAttribute(ROUTE) instanceof HttpRoute route) {
            return route;
        }
        throw new HttpException("a request without a checked route");
    }

    /** A route always has the address that was checked. */
    private static final class NoSecondLookup implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            throw new UnknownHostException(host + " was not looked up and checked before");
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    HttpClientContext context(HttpRoute route, Budget budget) {
        Duration wait = remaining(budget.headBy());
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(ROUTE, route);
        var proxy = around.proxies().forOrigin(Routes.origin(route));
        var credentials = proxy.flatMap(ProxySettings.Server::credentials);
        credentials.ifPresent(
                known -> {
                    var provider = new BasicCredentialsProvider();
                    provider.setCredentials(
                            new AuthScope(route.getProxyHost()),
                            new UsernamePasswordCredentials(
                                    known.username(), known.password().toCharArray()));
                    context.setCredentialsProvider(provider);
                });
        context.setRequestConfig(
                RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.ofMilliseconds(wait.toMillis() + 1))
                        .setResponseTimeout(
                                Timeout.of(
                                        wait.plus(settings.limits().idleTimeout()).plusSeconds(1)))
                        .setAuthenticationEnabled(credentials.isPresent())
                        .setRedirectsEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .setExpectContinueEnabled(false)
                        .build());
        return context;
    }

    Duration remaining(long until) {
        return Duration.ofNanos(Math.max(0, until - around.nanoTime().getAsLong()));
    }

    /** Tells the listener of one request on the wire. */
    void attempted(Attempted attempted) {
        around.listener().attempted(id, attempted);
    }

    /** Tells the listener that a body did not come to a good end. */
    void bodyBroke(Purpose purpose) {
        around.listener().bodyBroken(id, purpose);
    }

    UpstreamSettings settings() {
        return settings;
    }

    Surroundings around() {
        return around;
    }

    Watchdog watchdog() {
        return watchdog;
    }

    Egress egress() {
        return egress;
    }

    CircuitBreaker breaker() {
        return breaker;
    }

    CloseableHttpClient client() {
        return client;
    }

    void closeIdle() {
        connections.closeExpired();
        connections.closeIdle(KEEP_ALIVE);
    }

    /** Whether the lane is still open; if so, it stays so until {@link #leave}. */
    boolean enter() {
        return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    void leave() {
        if (users.decrementAndGet() == 0) {
            connections.close(CloseMode.IMMEDIATE);
        }
    }

    /** No new requests; closes once the running ones are over. */
    void retire() {
        leave();
    }

    /** Ends everything that runs. */
    void close() {
        connections.close(CloseMode.IMMEDIATE);
    }
}
