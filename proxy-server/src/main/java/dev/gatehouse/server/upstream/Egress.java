package dev.gatehouse.server.upstream;

import dev.gatehouse.core.upstream.UpstreamRequest.Purpose;

import java.net.InetAddress;
import java.util.List;

/**
 * Which URLs and addresses requests for one upstream may go to. Immutable, no I/O.
 *
 * <p>A document that decides presence comes from the upstream's own origin. A file may come from
 * the own origin, a file host, or another origin if that is at a public address and no step there
 * gave up TLS; behind a proxy other origins are refused, because the proxy resolves them.
 */
final class Egress {
    private final UpstreamUrl root;
    private final UpstreamSettings settings;
    private final ProxySettings proxies;

    Egress(UpstreamSettings settings, ProxySettings proxies) {
        this.root = settings.root();
        this.settings = settings;
        this.proxies = proxies;
    }

    /** How an origin stands to the upstream. */
    enum Reach {
        OWN,
        FILE_HOST,
        OTHER
    }

    /** May not be asked. Its message names origins only, never a path or query. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    Reach reach(Origin origin) {
        if (origin.equals(root.origin())) {
            return Reach.OWN;
        }
        return settings.fileHosts().contains(origin) ? Reach.FILE_HOST : Reach.OTHER;
    }

    /**
     * Checks one step: from the upstream's root by a link, or from one URL by a redirect.
     *
     * @return how the target stands to the upstream
     */
    Reach requireAllowed(UpstreamUrl from, UpstreamUrl to, Purpose purpose)
            throws RefusedException {
        Reach reach = reach(to.origin());
        if (reach != Reach.OWN && purpose != Purpose.FILE) {
            throw new RefusedException("leads to another origin, " + to.origin());
        }
        if (reach == Reach.OTHER) {
            requireAllowedOther(from, to);
        }
        return reach;
    }

    private void requireAllowedOther(UpstreamUrl from, UpstreamUrl to) throws RefusedException {
        if (from.origin().isTls() && !to.origin().isTls()) {
            throw new RefusedException("leads from https to http, " + to.origin());
        }
        if (proxies.forOrigin(to.origin()).isPresent()) {
            throw new RefusedException(
                    "leads to " + to.origin() + ", which behind a proxy must be in file-hosts");
        }
    }

    /** Checks where a name led; one bad address among good ones spoils them all. */
    void requireAllowed(Origin origin, Reach reach, List<InetAddress> addresses)
            throws RefusedException {
        for (InetAddress address : addresses) {
            AddressClass kind = AddressClass.of(address);
            boolean allowed =
                    switch (kind) {
                        case PUBLIC -> true;
                        case LOCAL -> reach != Reach.OTHER;
                        case FORBIDDEN -> false;
                    };
            if (!allowed) {
                throw new RefusedException(
                        "leads to "
                                + origin
                                + " at "
                                + address.getHostAddress()
                                + ", which is not allowed");
            }
        }
    }
}
