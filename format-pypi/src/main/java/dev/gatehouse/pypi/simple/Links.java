package dev.gatehouse.pypi.simple;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Links of index documents. */
final class Links {
    /** What stands unescaped in the links of some indexes and must not in a URI. */
    private static final String LENIENT = " \"<>\\^`{|}[]";

    private Links() {}

    /**
     * The absolute URL of a link without its fragment; empty when it is none that a file could come
     * from: another scheme than HTTP's, or a user in it.
     */
    static Optional<URI> resolve(URI base, String link) {
        try {
            int hash = link.indexOf('#');
            String plain = hash < 0 ? link : link.substring(0, hash);
            URI url = base.resolve(new URI(escaped(plain.strip())));
            boolean usable = isHttp(url) && url.getHost() != null && url.getRawUserInfo() == null;
            return usable ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException | IllegalArgumentException unusable) {
            return Optional.empty();
        }
    }

    private static boolean isHttp(URI url) {
        return "https".equalsIgnoreCase(url.getScheme())
                || "http".equalsIgnoreCase(url.getScheme());
    }

    private static String escaped(String link) {
        StringBuilder out = new StringBuilder(link.length());
        for (int i = 0; i < link.length(); i++) {
            char c = link.charAt(i);
            if (LENIENT.indexOf(c) >= 0) {
                out.append('%').append(Integer.toHexString(0x100 | c).substring(1));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
