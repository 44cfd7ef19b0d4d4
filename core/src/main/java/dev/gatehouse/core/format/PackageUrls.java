package dev.gatehouse.core.format;

import dev.gatehouse.core.model.Version;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Writes package URLs: {@code pkg:npm/%40acme/ui@1.0.0}. The rules of a type (letters in lower
 * case, dashes for underscores) are those by which formats build canonical names, so what is left
 * is the escaping.
 *
 * @see <a href="https://github.com/package-url/purl-spec">the specification, "Rules for each
 *     component"</a>
 */
public final class PackageUrls {
    private static final String PLAIN = ".-_~:";

    private PackageUrls() {}

    /** The URL of a version, without qualifiers. */
    public static String of(String type, Optional<String> namespace, String name, Version version) {
        return "pkg:"
                + type
                + "/"
                + namespace.map(n -> escaped(n) + "/").orElse("")
                + escaped(name)
                + "@"
                + escaped(version.value());
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean letter = c < 128 && Character.isLetterOrDigit(c);
            if (letter || PLAIN.indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append('%').append("%02X".formatted((int) c));
            }
        }
        return out.toString();
    }
}
