package dev.gatehouse.server.telemetry;

import io.opentelemetry.api.common.AttributeKey;

import java.net.URI;
import java.util.Locale;

/** How attributes are called (OpenTelemetry's semantic conventions for HTTP, and our own). */
final class SpanWords {
    static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    static final AttributeKey<Long> RESENT = AttributeKey.longKey("http.request.resend_count");
    static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    static final AttributeKey<String> URL = AttributeKey.stringKey("url.full");
    static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
    static final AttributeKey<String> SCHEME = AttributeKey.stringKey("url.scheme");
    static final AttributeKey<String> HOST = AttributeKey.stringKey("server.address");
    static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");
    static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    static final AttributeKey<String> UPSTREAM = AttributeKey.stringKey("gatehouse.upstream");
    static final AttributeKey<String> PURPOSE = AttributeKey.stringKey("gatehouse.purpose");
    static final AttributeKey<String> REPOSITORY = AttributeKey.stringKey("gatehouse.repository");
    static final AttributeKey<String> FORMAT = AttributeKey.stringKey("gatehouse.format");
    static final AttributeKey<String> PACKAGE = AttributeKey.stringKey("gatehouse.package");
    static final AttributeKey<String> DECISION = AttributeKey.stringKey("gatehouse.decision");

    private SpanWords() {}

    /** A URL as it may be written down: without user, and without what its query says. */
    static String shown(URI url) {
        return origin(url)
                + (url.getRawPath() == null ? "" : url.getRawPath())
                + (url.getRawQuery() == null ? "" : "?REDACTED");
    }

    private static String origin(URI url) {
        return url.getScheme()
                + "://"
                + url.getHost()
                + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    /** The port that is asked, written or not. */
    static long port(URI url) {
        int usual = "https".equals(url.getScheme()) ? 443 : 80;
        return url.getPort() < 0 ? usual : url.getPort();
    }

    /** The kind of a failure: the words of its reason before any detail, as one word. */
    static String kind(String reason) {
        String words = reason.split(" \\(|: ", 2)[0];
        return words.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    }
}
