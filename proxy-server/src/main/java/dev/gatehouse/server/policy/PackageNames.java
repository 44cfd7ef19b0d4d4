package dev.gatehouse.server.policy;

import dev.gatehouse.core.format.Format;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.policy.PackagePattern;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the names of packages as people write them in policies and exemptions, by the rules of
 * their formats. Thread-safe. Every bad text is an {@link IllegalArgumentException} with the
 * expected form.
 */
public final class PackageNames {
    /** What Cloudsmith calls formats that go by another name here. */
    private static final Map<String, String> ALSO = Map.of("python", "pypi");

    private final Map<String, Format<?, ?>> formats = new TreeMap<>();

    public PackageNames(Collection<Format<?, ?>> formats) {
        formats.forEach(f -> this.formats.put(f.id().value(), f));
    }

    /** One version of a package. */
    public record Key(PackageName name, Version version) {}

    /** {@code npm:left-pad:1.3.0}; the name of a Maven artifact has a colon itself. */
    public Key key(String written) {
        int first = written.indexOf(':');
        int last = written.lastIndexOf(':');
        if (first <= 0 || last - first < 2 || last == written.length() - 1) {
            throw new IllegalArgumentException(
                    "'%s': expected FORMAT:NAME:VERSION, such as npm:left-pad:1.3.0"
                            .formatted(written));
        }
        Format<?, ?> format = format(written.substring(0, first));
        return new Key(
                format.name(written.substring(first + 1, last)),
                format.version(written.substring(last + 1)));
    }

    /**
     * {@code npm:left-pad}, {@code npm:left-pad:1.3.0} or {@code npm:@acme/*}, with the name as the
     * format compares it.
     */
    public PackagePattern pattern(String written) {
        PackagePattern raw = PackagePattern.parse(written);
        Format<?, ?> format = format(raw.format().value());
        String text = raw.prefix() ? beginning(format, raw.text()) : whole(format, raw.text());
        return new PackagePattern(format.id(), text, raw.prefix());
    }

    private Format<?, ?> format(String word) {
        Format<?, ?> format = formats.get(ALSO.getOrDefault(word, word));
        if (format == null) {
            throw new IllegalArgumentException(
                    "'%s' is no format: expected one of %s".formatted(word, formats.keySet()));
        }
        return format;
    }

    private static String whole(Format<?, ?> format, String text) {
        try {
            return format.name(text).value();
        } catch (IllegalArgumentException e) {
            int colon = text.lastIndexOf(':');
            if (colon <= 0 || colon == text.length() - 1) {
                throw e;
            }
            return format.name(text.substring(0, colon)).value()
                    + ":"
                    + format.version(text.substring(colon + 1)).value();
        }
    }

    /** What a name begins with is compared as the name is, as far as it can be told. */
    private static String beginning(Format<?, ?> format, String text) {
        try {
            String longer = format.name(text + "x").value();
            return longer.substring(0, longer.length() - 1);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** Whether there is such a format. */
    public boolean has(FormatId format) {
        return formats.containsKey(format.value());
    }
}
