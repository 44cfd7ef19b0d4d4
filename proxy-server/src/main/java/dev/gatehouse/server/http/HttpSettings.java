package dev.gatehouse.server.http;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * All that the HTTP server can be told.
 *
 * @param listen address and port; port 0 takes any free one
 * @param tls without it, plain HTTP
 * @param names as they are now; asked for each request
 */
public record HttpSettings(
        InetSocketAddress listen,
        Optional<TlsFiles> tls,
        Supplier<PublicNames> names,
        HttpLimits limits,
        HttpTimeouts timeouts) {
    /** Plain HTTP at an address, with every other setting at its default. */
    public static HttpSettings at(InetSocketAddress listen) {
        return new HttpSettings(
                listen,
                Optional.empty(),
                PublicNames::loopback,
                HttpLimits.defaults(),
                HttpTimeouts.defaults());
    }

    public HttpSettings with(TlsFiles files) {
        return new HttpSettings(listen, Optional.of(files), names, limits, timeouts);
    }

    public HttpSettings with(PublicNames other) {
        return new HttpSettings(listen, tls, () -> other, limits, timeouts);
    }

    public HttpSettings with(HttpLimits other) {
        return new HttpSettings(listen, tls, names, other, timeouts);
    }

    public HttpSettings with(HttpTimeouts other) {
        return new HttpSettings(listen, tls, names, limits, other);
    }
}
