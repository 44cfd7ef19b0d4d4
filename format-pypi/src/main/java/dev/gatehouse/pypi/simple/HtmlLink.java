package dev.gatehouse.pypi.simple;

import org.jsoup.nodes.Element;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** One link of a project's page. */
final class HtmlLink {
    private static final Pattern HASH = Pattern.compile("([a-z0-9_]+)=([0-9A-Za-z]+)");
    private static final Pattern SIZE = Pattern.compile("[0-9]{1,18}");

    private HtmlLink() {}

    /** What the link says; empty when it cannot lead to a file. */
    static Optional<FileEntry> entry(Element link) {
        String href = link.attr("href").strip();
        int hash = href.indexOf('#');
        String url = hash < 0 ? href : href.substring(0, hash);
        String fragment = hash < 0 ? "" : href.substring(hash + 1);
        return fileName(url)
                .map(
                        name ->
                                new FileEntry(
                                        name,
                                        url,
                                        hashes(fragment),
                                        value(link, "data-requires-python"),
                                        value(link, "data-yanked"),
                                        metadata(link),
                                        value(link, "data-gpg-sig").map("true"::equals),
                                        size(link),
                                        value(link, "data-upload-time"),
                                        value(link, "data-provenance")));
    }

    /** The last segment of the path, as pip takes it. */
    private static Optional<String> fileName(String url) {
        int query = url.indexOf('?');
        String path = query < 0 ? url : url.substring(0, query);
        String last = path.substring(path.lastIndexOf('/') + 1);
        if (last.indexOf('%') < 0) {
            return Optional.of(last);
        }
        try {
            return Optional.of(URLDecoder.decode(last.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<String> value(Element link, String attribute) {
        return link.hasAttr(attribute) ? Optional.of(link.attr(attribute)) : Optional.empty();
    }

    private static Map<String, String> hashes(String fragment) {
        Map<String, String> hashes = new LinkedHashMap<>(2);
        for (String part : fragment.split("&", -1)) {
            var pair = HASH.matcher(part);
            if (pair.matches()) {
                hashes.put(pair.group(1), pair.group(2));
            } else {
                keepMalformed(part, hashes);
            }
        }
        hashes.keySet().removeIf(name -> name.equals("egg") || name.equals("subdirectory"));
        return hashes;
    }

    /** A digest that cannot be read makes the file one that cannot be verified, so it is kept. */
    private static void keepMalformed(String part, Map<String, String> hashes) {
        int equals = part.indexOf('=');
        if (equals > 0 && HashNames.algorithm(part.substring(0, equals)).isPresent()) {
            hashes.put(part.substring(0, equals), part.substring(equals + 1));
        }
    }

    /** Under the new name, else under the old one (PEP 714). */
    private static Optional<Map<String, String>> metadata(Element link) {
        Optional<String> told =
                value(link, "data-core-metadata").or(() -> value(link, "data-dist-info-metadata"));
        return told.filter(t -> !t.equalsIgnoreCase("false"))
                .map(t -> t.equalsIgnoreCase("true") ? Map.of() : hashes(t));
    }

    private static OptionalLong size(Element link) {
        return value(link, "data-size")
                .filter(s -> SIZE.matcher(s).matches())
                .map(s -> OptionalLong.of(Long.parseLong(s)))
                .orElseGet(OptionalLong::empty);
    }
}
