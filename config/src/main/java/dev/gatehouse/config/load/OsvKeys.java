package dev.gatehouse.config.load;

import dev.gatehouse.config.HttpUrl;
import dev.gatehouse.config.OsvConfig;
import dev.gatehouse.config.OsvConfig.Source;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** The keys of the {@code osv} block. */
final class OsvKeys {
    private static final Form<Source> PLACE =
            Form.of("a zip file or directory, or the http or https URL of a zip file", OsvKeys::of);

    static final Key.One<Source> SOURCE =
            Key.optional(
                    "source",
                    PLACE,
                    "Advisories in OSV's form. Absent: `gatehouse osv import` brings them.");
    static final Key.One<Duration> REFRESH =
            Key.withDefault(
                    "refresh",
                    Forms.DEADLINE,
                    OsvConfig.DEFAULTS.refresh(),
                    "How often the source is looked at; what has not changed is not read again.");
    static final Key.Part ALL =
            new Key.Part(
                    "osv",
                    Key.Keys.of(SOURCE, REFRESH),
                    true,
                    "Where the rules vulnerability and malware get their advisories.");

    private OsvKeys() {}

    static OsvConfig read(Section section) {
        return new OsvConfig(
                section.find(SOURCE).map(source -> absolute(section, source)),
                section.get(REFRESH));
    }

    private static Source absolute(Section section, Source source) {
        return switch (source) {
            case Source.Local(Path path) -> new Source.Local(section.absolute(path));
            case Source.Remote remote -> remote;
        };
    }

    private static Source of(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("http://") || lower.startsWith("https://")) {
            return new Source.Remote(HttpUrl.parseExact(text));
        }
        try {
            if (!text.isBlank()) {
                return new Source.Local(Path.of(text));
            }
        } catch (InvalidPathException ignored) {
            // Told below, with what was expected.
        }
        throw new IllegalArgumentException("expected a path or a URL");
    }
}
