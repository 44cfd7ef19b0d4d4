package dev.gatehouse.server.upstream;

import dev.gatehouse.server.upstream.Egress.RefusedException;

import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.RouteInfo.LayerType;
import org.apache.hc.client5.http.RouteInfo.TunnelType;
import org.apache.hc.core5.http.HttpHost;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Looks a host up, once, checks what came, and makes routes that connect to exactly that. A name
 * that answers otherwise a moment later (DNS rebinding) changes nothing: nobody asks again.
 */
final class Routes {
    private static final int MAX_ADDRESSES = 4;

    private final Lane lane;

    Routes(Lane lane) {
        this.lane = lane;
    }

    /** The ways to a hop, the preferred one first. */
    List<HttpRoute> to(Hop hop)
            throws RefusedException, UnknownHostException, InterruptedException {
        Origin origin = hop.url().origin();
        var proxy = lane.around().proxies().forOrigin(origin);
        if (proxy.isPresent()) {
            return through(proxy.get(), hop);
        }
        List<InetAddress> addresses = lookUp(origin.bareHost(), hop);
        lane.egress().requireAllowed(origin, hop.reach(), addresses);
        return addresses.stream()
                .limit(MAX_ADDRESSES)
                .map(address -> new HttpRoute(host(origin, address), null, origin.isTls()))
                .toList();
    }

    private List<HttpRoute> through(ProxySettings.Server proxy, Hop hop)
            throws RefusedException, UnknownHostException, InterruptedException {
        Origin origin = hop.url().origin();
        if (isLiteral(origin)) {
            var address = List.of(InetAddress.ofLiteral(origin.bareHost()));
            lane.egress().requireAllowed(origin, hop.reach(), address);
        }
        var target = new HttpHost(origin.scheme(), origin.bareHost(), origin.port());
        return lookUp(proxy.host(), hop).stream()
                .limit(MAX_ADDRESSES)
                .map(address -> new HttpHost("http", address, proxy.host(), proxy.port()))
                .map(server -> through(server, target, origin.isTls()))
                .toList();
    }

    private static HttpRoute through(HttpHost proxy, HttpHost target, boolean tls) {
        return new HttpRoute(
                target,
                null,
                proxy,
                tls,
                tls ? TunnelType.TUNNELLED : TunnelType.PLAIN,
                tls ? LayerType.LAYERED : LayerType.PLAIN);
    }

    private List<InetAddress> lookUp(String host, Hop hop)
            throws UnknownHostException, InterruptedException {
        return lane.around().resolver().resolve(host, lane.remaining(hop.budget().headBy()));
    }

    private static boolean isLiteral(Origin origin) {
        return origin.host().startsWith("[") || origin.host().matches("[0-9.]+");
    }

    private static HttpHost host(Origin origin, InetAddress address) {
        return new HttpHost(origin.scheme(), address, origin.bareHost(), origin.port());
    }

    static Origin origin(HttpRoute route) {
        HttpHost target = route.getTargetHost();
        String name = target.getHostName();
        String host = name.indexOf(':') >= 0 ? "[" + name + "]" : name;
        return new Origin(target.getSchemeName(), host, target.getPort());
    }
}
