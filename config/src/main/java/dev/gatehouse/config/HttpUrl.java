package dev.gatehouse.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** The rules for every URL that an operator writes: for the file and for the management API. */
public final class HttpUrl {
    /** What {@link #parse} takes. */
    public static final String EXPECTED = "an absolute http or https URL";

    private HttpUrl() {}

    /**
     * A base URL: absolute, http or https, no user, query or fragment, no link-local address (these
     * are the metadata services of clouds). The result ends with a slash.
     *
     * @throws IllegalArgumentException saying what was expected
     */
    public static URI parse(String text) {
        URI uri = uri(text);
        String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("expected " + EXPECTED);
        }
        HostName host = host(uri);
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "expected no user in the URL; use username and password, or token");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("expected no query and no fragment");
        }
        if (host.address().filter(InetAddress::isLinkLocalAddress).isPresent()) {
            throw new IllegalArgumentException("link-local addresses are refused");
        }
        String path = Optional.ofNullable(uri.getRawPath()).orElse("");
        return URI.create(
                scheme + "://" + host + port(uri, scheme) + path + (path.endsWith("/") ? "" : "/"));
    }

    /**
     * A URL that is asked exactly as it is written: as {@link #parse}, but with a query if it has
     * one, and without a slash at the end if it has none.
     *
     * @throws IllegalArgumentException saying what was expected, and nothing of the text
     */
    public static URI parseExact(String text) {
        int query = text.indexOf('?');
        String before = query < 0 ? text : text.substring(0, query);
        URI base = parse(before);
        String exact = base.toString();
        boolean slashed = before.endsWith("/") || "/".equals(base.getRawPath());
        URI whole =
                uri(
                        (slashed ? exact : exact.substring(0, exact.length() - 1))
                                + (query < 0 ? "" : text.substring(query)));
        if (whole.getRawFragment() != null) {
            throw new IllegalArgumentException("expected no fragment");
        }
        return whole;
    }

    /**
     * Scheme, host and port, without path: what a document may link to. The result has no last
     * slash.
     *
     * @throws IllegalArgumentException saying what was expected
     */
    public static URI parseOrigin(String text) {
        URI uri = parse(text);
        if (!"/".equals(uri.getRawPath())) {
            throw new IllegalArgumentException(
                    "expected an origin without path, such as https://files.example");
        }
        return URI.create(uri.getScheme() + "://" + uri.getRawAuthority());
    }

    /** The host of a URL that {@link #parse} returned. */
    public static HostName host(URI uri) {
        String host = uri.getHost();
        if (host == null) {
            throw new IllegalArgumentException("expected " + EXPECTED + " with a valid host name");
        }
        return HostName.parse(host);
    }

    private static String port(URI uri, String scheme) {
        if (uri.getPort() > 65_535 || uri.getPort() == 0) {
            throw new IllegalArgumentException("expected a port from 1 to 65535");
        }
        // One spelling for one origin: the scheme's own port is left out.
        int usual = scheme.equals("https") ? 443 : 80;
        return uri.getPort() < 0 || uri.getPort() == usual ? "" : ":" + uri.getPort();
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("expected " + EXPECTED, e);
        }
    }
}
