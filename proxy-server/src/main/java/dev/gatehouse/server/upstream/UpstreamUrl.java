package dev.gatehouse.server.upstream;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An absolute http or https URL in the one form in which it is checked, resolved and connected to:
 * every URL that this package uses went through {@link #parse}.
 *
 * <p>What two parsers could read in two ways is refused, not repaired: user information, a
 * backslash, blanks and control characters, an escaped or non-ASCII host, a host that ends in a
 * dot, numeric hosts other than four plain decimal bytes (resolvers read {@code 2130706433}, {@code
 * 0177.0.0.1} and {@code 0x7f.1} as 127.0.0.1), scope ids, dot segments, escaped CR, LF and NUL.
 *
 * @param uri without fragment and without the scheme's own port
 */
record UpstreamUrl(URI uri, Origin origin) {
    private static final Pattern NAME =
            Pattern.compile(
                    "(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern BYTE = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]+]");
    private static final Pattern DOT_SEGMENT =
            Pattern.compile("(?i)(?:^|/)(?:\\.|%2e){1,2}(?:/|$)");
    private static final Pattern ESCAPED_CONTROL = Pattern.compile("(?i)%0[0ad]");

    /**
     * @throws IllegalArgumentException says what is wrong, without the text itself, which may hold
     *     secrets
     */
    static UpstreamUrl parse(String text) {
        URI uri = syntax(text);
        String scheme = scheme(uri);
        String host = host(uri);
        int port = port(uri, scheme);
        String path = path(uri);
        String authority = port == defaultPort(scheme) ? host : host + ":" + port;
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new UpstreamUrl(
                URI.create(scheme + "://" + authority + path + query),
                new Origin(scheme, host, port));
    }

    /**
     * Where a reference in a document or a redirect leads (RFC 3986, section 5.2).
     *
     * @throws IllegalArgumentException as for {@link #parse}
     */
    UpstreamUrl resolve(String reference) {
        if (reference.isEmpty()) {
            throw new IllegalArgumentException("the reference is empty");
        }
        if (reference.startsWith("?")) {
            // URI.resolve drops the last segment of the path here (RFC 2396).
            return parse(
                    uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath() + reference);
        }
        return parse(uri.resolve(syntax(reference)).toString());
    }

    /** Path and query: the target of a request line. */
    String requestTarget() {
        return uri.getRawQuery() == null
                ? uri.getRawPath()
                : uri.getRawPath() + "?" + uri.getRawQuery();
    }

    private static URI syntax(String text) {
        if (!text.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\')) {
            throw new IllegalArgumentException(
                    "a blank, backslash, control or non-ASCII character");
        }
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a URL: " + e.getReason(), e);
        }
    }

    private static String scheme(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("the scheme is not http or https");
        }
        return scheme;
    }

    private static String host(URI uri) {
        if (uri.getRawAuthority() == null || uri.getRawAuthority().indexOf('@') >= 0) {
            throw new IllegalArgumentException("no host, or user information before it");
        }
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        boolean good =
                host.startsWith("[")
                        ? IPV6.matcher(host).matches()
                        : isPlainIpv4(host)
                                || (host.length() <= 253 && NAME.matcher(host).matches());
        if (!good) {
            throw new IllegalArgumentException("the host is no plain name or address");
        }
        return host;
    }

    private static boolean isPlainIpv4(String host) {
        String[] parts = host.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        for (String part : parts) {
            if (!BYTE.matcher(part).matches() || Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return true;
    }

    private static int port(URI uri, String scheme) {
        if (uri.getRawAuthority().endsWith(":")) {
            throw new IllegalArgumentException("the port is empty");
        }
        int port = uri.getPort() == -1 ? defaultPort(scheme) : uri.getPort();
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + ": expected 1 to 65535");
        }
        return port;
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    private static String path(URI uri) {
        String path =
                uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        if (DOT_SEGMENT.matcher(path).find() || ESCAPED_CONTROL.matcher(path).find()) {
            throw new IllegalArgumentException(
                    "the path has a dot segment or escaped CR, LF or NUL");
        }
        return path;
    }
}
