package dev.gatehouse.server.upstream;

/**
 * Scheme, host and port (RFC 6454): what credentials belong to, and what redirects may not leave.
 *
 * @param scheme {@code http} or {@code https}
 * @param host lower case; an IPv6 address in brackets
 * @param port from 1 to 65535, the scheme's own when the URL says none
 */
public record Origin(String scheme, String host, int port) {

    /**
     * The origin of a URL.
     *
     * @throws IllegalArgumentException for a URL that {@link UpstreamUrl} does not take
     */
    public static Origin of(String url) {
        return UpstreamUrl.parse(url).origin();
    }

    boolean isTls() {
        return scheme.equals("https");
    }

    /** The host as a name to resolve or an address literal: without brackets. */
    String bareHost() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public String toString() {
        return scheme + "://" + host + ":" + port;
    }
}
