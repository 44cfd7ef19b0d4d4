package dev.gatehouse.server.upstream;

import dev.gatehouse.core.http.Headers;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * How one upstream is reached. Immutable; equal settings share connections across a reload.
 *
 * @param url the upstream's root, with a last slash
 * @param headers sent to the upstream's own origin with each request; none that frames a message
 * @param tls how the servers of the upstream and of its file hosts are verified
 * @param fileHosts further origins that its documents may link to and its files redirect to
 */
public record UpstreamSettings(
        URI url,
        Optional<Credentials> credentials,
        Headers headers,
        Tls tls,
        Set<Origin> fileHosts,
        UpstreamLimits limits,
        CircuitBreaker.Settings breaker) {
    private static final Set<String> OURS =
            Set.of(
                    "accept",
                    "accept-encoding",
                    "authorization",
                    "connection",
                    "content-length",
                    "content-type",
                    "cookie",
                    "expect",
                    "host",
                    "if-modified-since",
                    "if-none-match",
                    "keep-alive",
                    "proxy-authorization",
                    "proxy-connection",
                    "range",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    "user-agent");

    /**
     * How servers are verified.
     *
     * @param verify whether certificate and host name are verified; without it anybody can be the
     *     upstream
     * @param ca a PEM file of certificate authorities to believe besides the JDK's
     */
    public record Tls(boolean verify, Optional<Path> ca) {
        public static final Tls DEFAULT = new Tls(true, Optional.empty());
    }

    public UpstreamSettings {
        UpstreamUrl.parse(url.toString());
        fileHosts = Set.copyOf(fileHosts);
        headers.forEach(UpstreamSettings::requireSendable);
    }

    /** Without credentials, with every default. */
    public static UpstreamSettings of(URI url) {
        return new UpstreamSettings(
                url,
                Optional.empty(),
                Headers.none(),
                Tls.DEFAULT,
                Set.of(),
                UpstreamLimits.DEFAULT,
                CircuitBreaker.Settings.DEFAULT);
    }

    public UpstreamSettings with(Credentials known) {
        return new UpstreamSettings(
                url, Optional.of(known), headers, tls, fileHosts, limits, breaker);
    }

    public UpstreamSettings with(Headers extra) {
        return new UpstreamSettings(url, credentials, extra, tls, fileHosts, limits, breaker);
    }

    public UpstreamSettings with(Tls other) {
        return new UpstreamSettings(url, credentials, headers, other, fileHosts, limits, breaker);
    }

    public UpstreamSettings withFileHosts(Set<Origin> hosts) {
        return new UpstreamSettings(url, credentials, headers, tls, hosts, limits, breaker);
    }

    public UpstreamSettings with(UpstreamLimits other) {
        return new UpstreamSettings(url, credentials, headers, tls, fileHosts, other, breaker);
    }

    public UpstreamSettings with(CircuitBreaker.Settings other) {
        return new UpstreamSettings(url, credentials, headers, tls, fileHosts, limits, other);
    }

    UpstreamUrl root() {
        return UpstreamUrl.parse(url.toString());
    }

    /** Without the values of the extra headers: they are often secrets. */
    @Override
    public String toString() {
        return "UpstreamSettings["
                + root().origin()
                + ", "
                + credentials
                + ", headers "
                + headers.fields().stream().map(Headers.Field::name).toList()
                + ", "
                + tls
                + ", file hosts "
                + fileHosts
                + ", "
                + limits
                + ", "
                + breaker
                + "]";
    }

    private static void requireSendable(String name, String value) {
        if (!name.chars().allMatch(UpstreamSettings::isTokenCharacter) || OURS.contains(name)) {
            throw new IllegalArgumentException("header '" + name + "' cannot be set");
        }
        if (!value.chars().allMatch(c -> (c >= ' ' && c < 0x7f) || c == '\t')) {
            throw new IllegalArgumentException(
                    "header '" + name + "': its value has a control or non-ASCII character");
        }
    }

    // RFC 9110, section 5.6.2
    private static boolean isTokenCharacter(int c) {
        return c > ' ' && c < 0x7f && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
    }
}
