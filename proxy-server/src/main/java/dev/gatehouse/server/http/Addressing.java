package dev.gatehouse.server.http;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what links in an answer begin with and who the client is. Fields that a proxy sets are
 * believed only from a trusted proxy; a host that is neither loopback nor allowed is refused with
 * 421, so that nobody can plant links to another host, or reach a loopback server by DNS rebinding.
 */
final class Addressing {
    private static final Set<String> FORWARDED =
            Set.of(
                    "forwarded",
                    "x-forwarded-for",
                    "x-forwarded-host",
                    "x-forwarded-port",
                    "x-forwarded-prefix",
                    "x-forwarded-proto",
                    "x-original-url",
                    "x-rewrite-url",
                    "x-http-method-override",
                    "x-real-ip");

    private final PublicNames names;
    private final Optional<URI> base;

    Addressing(PublicNames names) {
        this.names = names;
        this.base = names.publicUrl();
    }

    /** Whether a field only means something in the mouth of a proxy; handlers never see it. */
    static boolean isForwarding(String name) {
        return FORWARDED.contains(name);
    }

    /** The base of links. The host is checked even where it does not decide. */
    URI base(WireHead head, Peer peer, boolean anyHost) throws RefusedException {
        Optional<Authority> host = host(head);
        if (base.isPresent() && names.ownHosts().isEmpty()) {
            return base.get();
        }
        boolean trusted = isTrusted(peer.remote());
        Optional<String> forwarded = trusted ? single(head, "x-forwarded-host") : Optional.empty();
        Optional<Authority> named = host;
        if (forwarded.isPresent()) {
            named = Optional.of(Authority.parse(forwarded.get()));
        }
        boolean own = named.filter(n -> names.ownHosts().contains(n.host())).isPresent();
        if (base.isPresent() && !own) {
            return base.get();
        }
        String scheme = trusted ? scheme(head, peer) : peer.scheme();
        if (named.isPresent() && (own || isAllowed(named.get()))) {
            String links = base.map(URI::getScheme).orElse(scheme);
            return URI.create(links + "://" + named.get() + "/");
        }
        if (named.isEmpty() || anyHost) {
            return own(peer);
        }
        throw Refusal.of(421, "host is not loopback, not public-url and not in allowed-hosts");
    }

    private static Optional<Authority> host(WireHead head) throws RefusedException {
        Optional<String> host = head.first("host");
        if (host.isEmpty()) {
            if (head.minor() == 0) {
                return Optional.empty();
            }
            throw Refusal.bad("host is missing");
        }
        return Optional.of(Authority.parse(host.get()));
    }

    private boolean isAllowed(Authority host) {
        return host.isLoopback()
                || names.allowedHosts().contains(host.host())
                || names.allowedHosts().contains(host.toString());
    }

    private static URI own(Peer peer) {
        String address = peer.local().getHostAddress();
        String host = address.contains(":") ? "[" + address.replaceAll("%.*", "") + "]" : address;
        return URI.create(peer.scheme() + "://" + host + ":" + peer.localPort() + "/");
    }

    private static String scheme(WireHead head, Peer peer) throws RefusedException {
        Optional<String> given = single(head, "x-forwarded-proto");
        if (given.isEmpty()) {
            return peer.scheme();
        }
        String scheme = given.get().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw Refusal.bad("x-forwarded-proto is not http or https");
        }
        return scheme;
    }

    // A list means that several proxies disagree about who speaks for the client.
    private static Optional<String> single(WireHead head, String name) throws RefusedException {
        List<String> values = head.all(name);
        if (values.size() > 1 || values.stream().anyMatch(v -> v.indexOf(',') >= 0)) {
            throw Refusal.bad(name + " is a list; configure server.public-url instead");
        }
        return values.stream().findFirst();
    }

    /** The nearest address that is not a trusted proxy. */
    String client(WireHead head, Peer peer) {
        InetAddress nearest = peer.remote();
        List<String> hops =
                List.of(String.join(",", head.all("x-forwarded-for")).split(",", -1)).reversed();
        for (String hop : hops) {
            Optional<InetAddress> before = address(hop.strip());
            if (!isTrusted(nearest) || before.isEmpty()) {
                break;
            }
            nearest = before.get();
        }
        return nearest.getHostAddress();
    }

    private static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean isTrusted(InetAddress address) {
        return names.trustedProxies().stream().anyMatch(range -> range.has(address));
    }
}
