package dev.gatehouse.config.load;

import dev.gatehouse.config.Enforcement;
import dev.gatehouse.config.FormatConfig;
import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.NamePattern;
import dev.gatehouse.config.OnSharedName;
import dev.gatehouse.config.UpstreamConfig;
import dev.gatehouse.config.WhenTrustedUnreachable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The keys of one format's block in a repository. */
final class FormatKeys {
    static final Key.One<Enforcement> ENFORCEMENT =
            Key.withDefault(
                    "enforcement",
                    Form.oneOf(Enforcement.class),
                    FormatConfig.DEFAULTS.enforcement(),
                    "monitor: nothing is blocked, and what would have been is logged.");
    static final Key.One<WhenTrustedUnreachable> WHEN_TRUSTED_UNREACHABLE =
            Key.withDefault(
                    "when-trusted-unreachable",
                    Form.oneOf(WhenTrustedUnreachable.class),
                    FormatConfig.DEFAULTS.whenTrustedUnreachable(),
                    "last-known: what a silent trusted source did not have may decide for a"
                            + " while.");
    static final Key.One<Duration> LAST_KNOWN_LIMIT =
            Key.withDefault(
                    "last-known-limit",
                    Forms.DEADLINE,
                    FormatConfig.DEFAULTS.lastKnownLimit(),
                    "How long that while is.");
    static final Key.One<Duration> ABSENCE_CONFIRMATION =
            Key.withDefault(
                    "absence-confirmation",
                    Forms.DEADLINE,
                    FormatConfig.DEFAULTS.absenceConfirmation(),
                    "For how long a name must be seen missing at a trusted source that had it,"
                            + " before it is free.");
    static final Key.One<OnSharedName> ON_SHARED_NAME =
            Key.withDefault(
                    "on-shared-name",
                    Form.oneOf(OnSharedName.class),
                    FormatConfig.DEFAULTS.onSharedName(),
                    "refuse: no publish into a name that an untrusted upstream has supplied here.");
    static final Key.One<Integer> REFUSED_PAGE =
            Key.withDefault(
                    "refused-page",
                    Form.oneOf(List.of(451, 403, 404)),
                    FormatConfig.DEFAULTS.refusedPage(),
                    "Status of an index page whose every version is refused; with 404 installers"
                            + " go on to their next index.");
    static final Key.One<Integer> SNAPSHOT_RETENTION =
            Key.withDefault(
                    "snapshot-retention",
                    Form.number(0, 10_000),
                    FormatConfig.DEFAULTS.snapshotRetention(),
                    "How many builds of each deployed snapshot version are kept; 0 keeps all.");

    private final FormatName format;
    private final UpstreamKeys upstreamKeys;
    private final Key.Several<NamePattern> ownedNames;
    private final Key.Parts upstreams;
    private final Key.Part block;

    FormatKeys(FormatName format) {
        this.format = format;
        upstreamKeys = new UpstreamKeys(format);
        ownedNames =
                new Key.Several<>(
                        "owned-names",
                        Form.of(
                                "a package name, or its beginning and '*'",
                                text -> NamePattern.parse(format, text)),
                        "Names that never go to an untrusted upstream; '*' at the end only.");
        upstreams =
                new Key.Parts("upstreams", upstreamKeys.all(), "The sources behind this format.");
        block = new Key.Part(format.key(), keys(), false, "The repository's " + label() + " side.");
    }

    Key.Part block() {
        return block;
    }

    FormatName format() {
        return format;
    }

    FormatConfig read(Section section) {
        if (section.get(ENFORCEMENT) == Enforcement.MONITOR) {
            section.warning(ENFORCEMENT, "nothing is blocked in monitor mode");
        }
        return new FormatConfig(
                upstreams(section),
                section.get(ENFORCEMENT),
                section.get(WHEN_TRUSTED_UNREACHABLE),
                section.get(LAST_KNOWN_LIMIT),
                section.get(ABSENCE_CONFIRMATION),
                section.get(ON_SHARED_NAME),
                section.list(ownedNames),
                format == FormatName.PYPI
                        ? section.get(REFUSED_PAGE)
                        : FormatConfig.DEFAULTS.refusedPage(),
                format == FormatName.MAVEN
                        ? section.get(SNAPSHOT_RETENTION)
                        : FormatConfig.DEFAULTS.snapshotRetention());
    }

    private List<UpstreamConfig> upstreams(Section section) {
        List<UpstreamConfig> read = new ArrayList<>();
        // Kept ids go by name and URL, so neither may stand twice.
        Map<String, String> seen = new HashMap<>();
        for (Section one : section.parts(upstreams)) {
            upstreamKeys
                    .read(one)
                    .ifPresent(
                            upstream -> {
                                checkTwice(one, upstream, seen);
                                read.add(upstream);
                            });
        }
        return read;
    }

    private static void checkTwice(
            Section section, UpstreamConfig upstream, Map<String, String> seen) {
        String name = upstream.name().value().toLowerCase(Locale.ROOT);
        String place = section.placeOf(UpstreamKeys.NAME).toString();
        String sameName = seen.putIfAbsent("name " + name, place);
        if (sameName != null) {
            section.error(
                    UpstreamKeys.NAME,
                    "'" + upstream.name() + "' is already the name of the one at " + sameName);
        }
        String sameUrl = seen.putIfAbsent("url " + upstream.url(), place);
        if (sameUrl != null) {
            section.error(
                    UpstreamKeys.URL,
                    "'" + upstream.url() + "' is already the URL of the one at " + sameUrl);
        }
    }

    private Key.Keys keys() {
        List<Key> keys =
                new ArrayList<>(
                        List.of(
                                upstreams,
                                ENFORCEMENT,
                                WHEN_TRUSTED_UNREACHABLE,
                                LAST_KNOWN_LIMIT,
                                ABSENCE_CONFIRMATION,
                                ON_SHARED_NAME,
                                ownedNames));
        switch (format) {
            case NPM -> {}
            case PYPI -> keys.add(REFUSED_PAGE);
            case MAVEN -> keys.add(SNAPSHOT_RETENTION);
        }
        return new Key.Keys(List.copyOf(keys));
    }

    private String label() {
        return switch (format) {
            case NPM -> "npm";
            case PYPI -> "PyPI";
            case MAVEN -> "Maven";
        };
    }
}
