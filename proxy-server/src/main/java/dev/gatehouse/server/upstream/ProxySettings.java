package dev.gatehouse.server.upstream;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The corporate proxy that requests to upstreams go through. Loopback upstreams never do.
 *
 * @param http for {@code http} upstreams
 * @param https for {@code https} upstreams, by CONNECT
 * @param exceptions what is reached directly: the entries of {@code NO_PROXY}, in lower case
 */
public record ProxySettings(
        Optional<Server> http, Optional<Server> https, List<String> exceptions) {
    public static final ProxySettings NONE =
            new ProxySettings(Optional.empty(), Optional.empty(), List.of());

    /** One proxy. Its credentials go to it alone; no text shows them. */
    public record Server(String host, int port, Optional<Credentials.Basic> credentials) {}

    public ProxySettings {
        exceptions = List.copyOf(exceptions);
    }

    /**
     * Reads {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY}, lower-case spellings
     * first, as curl and npm do.
     *
     * @throws IllegalArgumentException for a proxy that is no {@code http://} URL; the message
     *     names the variable and shows no value, which may hold a password
     */
    public static ProxySettings fromEnvironment(Map<String, String> environment) {
        return new ProxySettings(
                server(environment, "http_proxy"),
                server(environment, "https_proxy"),
                value(environment, "no_proxy").map(ProxySettings::list).orElse(List.of()));
    }

    /** The proxy for requests to this origin. */
    Optional<Server> forOrigin(Origin origin) {
        return isDirect(origin) ? Optional.empty() : origin.isTls() ? https : http;
    }

    private boolean isDirect(Origin origin) {
        String host = origin.bareHost();
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || literal(host).map(InetAddress::isLoopbackAddress).orElse(false)
                || exceptions.stream().anyMatch(exception -> excepts(exception, origin));
    }

    private static boolean excepts(String exception, Origin origin) {
        String host = origin.bareHost();
        if (exception.equals("*") || exception.equals(host) || exception.equals(origin.host())) {
            return true;
        }
        if (exception.indexOf('/') >= 0) {
            return literal(host)
                    .map(a -> AddressBlock.parse(exception).contains(a.getAddress()))
                    .orElse(false);
        }
        String withPort = ":" + origin.port();
        if (exception.endsWith(withPort)) {
            String rest = exception.substring(0, exception.length() - withPort.length());
            return excepts(rest, new Origin(origin.scheme(), origin.host(), 0));
        }
        String suffix = exception.startsWith("*.") ? exception.substring(1) : exception;
        return host.endsWith(suffix.startsWith(".") ? suffix : "." + suffix)
                || suffix.equals("." + host);
    }

    private static Optional<InetAddress> literal(String host) {
        boolean numeric = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
        return numeric ? Optional.of(InetAddress.ofLiteral(host)) : Optional.empty();
    }

    private static List<String> list(String value) {
        List<String> entries =
                Arrays.stream(value.split("[,\\s]+"))
                        .map(entry -> entry.toLowerCase(Locale.ROOT))
                        .filter(entry -> !entry.isEmpty())
                        .toList();
        entries.stream().filter(e -> e.indexOf('/') >= 0).forEach(AddressBlock::parse);
        return entries;
    }

    private static Optional<Server> server(Map<String, String> environment, String name) {
        return value(environment, name).map(text -> server(name, text));
    }

    private static Server server(String name, String text) {
        try {
            URI url = new URI(text.contains("://") ? text : "http://" + text);
            if (!"http".equalsIgnoreCase(url.getScheme()) || url.getHost() == null) {
                throw new IllegalArgumentException(name + ": expected http://host:port");
            }
            int port = url.getPort() == -1 ? 80 : url.getPort();
            return new Server(url.getHost(), port, credentials(url.getRawUserInfo()));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(name + ": expected http://host:port");
        }
    }

    private static Optional<Credentials.Basic> credentials(@Nullable String userInfo) {
        if (userInfo == null) {
            return Optional.empty();
        }
        String[] parts = userInfo.split(":", 2);
        return Optional.of(
                new Credentials.Basic(
                        decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1])));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Stream.of(name, name.toUpperCase(Locale.ROOT))
                .map(environment::get)
                .filter(value -> value != null && !value.isBlank())
                .map(String::strip)
                .findFirst();
    }
}
