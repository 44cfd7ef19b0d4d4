package dev.gatehouse.pypi.simple;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Links of index documents, and those that are written into them. */
public final class Links {
    private static final String UNRESERVED = "-._~";

    /** What may stand in a path segment as it is, and is read alike by all clients. */
    private static final String PLAIN_IN_SEGMENT = UNRESERVED + "!+";

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
            URI url = base.resolve(new URI(lenient(plain.strip())));
            boolean usable = isHttp(url) && url.getHost() != null && url.getRawUserInfo() == null;
            return usable ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException | IllegalArgumentException unusable) {
            return Optional.empty();
        }
    }

    /** A path segment. */
    public static String segment(String text) {
        return escape(text, c -> isAlphanumeric(c) || PLAIN_IN_SEGMENT.indexOf(c) >= 0);
    }

    private static String lenient(String link) {
        return escape(link, c -> c > ' ' && c < 0x7f && LENIENT.indexOf(c) < 0);
    }

    private static boolean isHttp(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        return scheme.equals("https") || scheme.equals("http");
    }

    /** Says of a character whether it stays. */
    @FunctionalInterface
    private interface Stays {
        boolean test(char character);
    }

    private static String escape(String text, Stays stays) {
        boolean plain = true;
        for (int i = 0; i < text.length() && plain; i++) {
            plain = stays.test(text.charAt(i));
        }
        if (plain) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && stays.test(c)) {
                out.append(c);
            } else {
                out.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 0xf, 16)));
            }
        }
        return out.toString();
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
