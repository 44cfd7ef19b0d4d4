package dev.gatehouse.config;

import java.net.URI;
import java.util.Locale;
import java.util.Map;

/**
 * A server of OpenPGP keys.
 *
 * @param url its root, http or https, with a last slash
 * @param hkp whether it is asked by HKP ({@code pks/lookup}); else by VKS ({@code vks/v1})
 */
public record KeyServerConfig(URI url, boolean hkp) {
    /** What is expected, in words. */
    public static final String EXPECTED =
            "hkps://HOST for HKP or https://HOST for VKS (hkp and http without TLS)";

    private static final Map<String, String> SCHEMES =
            Map.of("hkps", "https", "hkp", "http", "https", "https", "http", "http");
    private static final int HKP_PORT = 11_371;

    /**
     * Reads what people write.
     *
     * @throws IllegalArgumentException it is no such URL
     */
    public static KeyServerConfig parse(String text) {
        int cut = text.indexOf("://");
        String written = cut < 0 ? "" : text.substring(0, cut).toLowerCase(Locale.ROOT);
        String scheme = SCHEMES.get(written);
        if (scheme == null) {
            throw new IllegalArgumentException("expected " + EXPECTED);
        }
        URI url = HttpUrl.parse(scheme + text.substring(cut));
        boolean bare = written.equals("hkp") && url.getPort() < 0;
        String root =
                bare ? "http://" + url.getHost() + ":" + HKP_PORT + url.getRawPath() : url + "";
        return new KeyServerConfig(
                URI.create(root.endsWith("/") ? root : root + "/"), written.startsWith("hkp"));
    }
}
