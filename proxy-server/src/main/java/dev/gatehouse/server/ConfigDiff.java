package dev.gatehouse.server;

import dev.gatehouse.config.DurationText;
import dev.gatehouse.config.FormatConfig;
import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.RepositoriesConfig;
import dev.gatehouse.config.RepositoryConfig;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** What changes from one configuration to another, a line for each change; never a secret. */
final class ConfigDiff {
    private static final List<Part<GatehouseConfig>> SETTINGS =
            List.of(
                    new Part<>("workspace", GatehouseConfig::workspace),
                    new Part<>("server.listen", c -> c.server().listen()),
                    new Part<>("server.public-url", c -> shown(c.server().publicUrl())),
                    new Part<>("server.allowed-hosts", c -> c.server().allowedHosts()),
                    new Part<>("server.trusted-proxies", c -> c.server().trustedProxies()),
                    new Part<>("server.tls", c -> shown(c.server().tls())),
                    new Part<>("server.max-connections", c -> c.server().limits().connections()),
                    new Part<>("server.max-in-flight", c -> c.server().limits().inFlight()),
                    new Part<>("server.max-upload", c -> c.server().limits().upload()),
                    new Part<>(
                            "server.default-npm-repository",
                            c -> shown(c.server().defaultNpmRepository())),
                    new Part<>("storage.directory", c -> c.storage().directory()),
                    new Part<>("access.anonymous", c -> word(c.access().anonymous())),
                    new Part<>("telemetry.traces", c -> shown(c.telemetry().traces())));
    private static final List<Part<RepositoryConfig>> REPOSITORY =
            List.of(
                    new Part<>("host", c -> shown(c.host())),
                    new Part<>("pinning", c -> word(c.pinning())),
                    new Part<>("signing.enabled", RepositoryConfig::signing));
    private static final List<Part<FormatConfig>> FORMAT =
            List.of(
                    new Part<>("enforcement", c -> word(c.enforcement())),
                    new Part<>("when-trusted-unreachable", c -> word(c.whenTrustedUnreachable())),
                    new Part<>("last-known-limit", c -> DurationText.render(c.lastKnownLimit())),
                    new Part<>(
                            "absence-confirmation",
                            c -> DurationText.render(c.absenceConfirmation())),
                    new Part<>("on-shared-name", c -> word(c.onSharedName())),
                    new Part<>("owned-names", FormatConfig::ownedNames),
                    new Part<>("refused-page", FormatConfig::refusedPage),
                    new Part<>("snapshot-retention", FormatConfig::snapshotRetention));

    private final List<String> lines = new ArrayList<>();

    private ConfigDiff() {}

    /** A value that is compared, and how it is called. */
    record Part<T>(String key, Function<T, Object> value) {
        /** What changes of it, if anything. */
        Optional<String> change(T before, T after) {
            Object old = value.apply(before);
            Object now = value.apply(after);
            return Objects.equals(old, now)
                    ? Optional.empty()
                    : Optional.of("%s: %s -> %s".formatted(key, old, now));
        }
    }

    /** The lines; none when nothing changes. */
    static List<String> between(GatehouseConfig before, GatehouseConfig after) {
        ConfigDiff diff = new ConfigDiff();
        SETTINGS.forEach(part -> part.change(before, after).ifPresent(diff.lines::add));
        WebhookDiff.between(before.webhooks(), after.webhooks())
                .forEach(change -> diff.lines.add("webhook " + change));
        diff.repositories(all(before), all(after));
        return List.copyOf(diff.lines);
    }

    private static RepositoriesConfig all(GatehouseConfig config) {
        return config.repositories().orElseGet(() -> new RepositoriesConfig(List.of()));
    }

    private void repositories(RepositoriesConfig before, RepositoriesConfig after) {
        for (RepositoryConfig old : before.all()) {
            if (after.find(old.name()).isEmpty()) {
                lines.add(
                        "repository %s: removed; what was published there is kept"
                                .formatted(old.name()));
            }
        }
        for (RepositoryConfig now : after.all()) {
            Optional<RepositoryConfig> old = before.find(now.name());
            if (old.isEmpty()) {
                lines.add("repository %s: added".formatted(now.name()));
            }
            old.ifPresent(
                    o ->
                            REPOSITORY.forEach(
                                    part ->
                                            part.change(o, now)
                                                    .ifPresent(
                                                            change ->
                                                                    lines.add(
                                                                            now.name()
                                                                                    + " "
                                                                                    + change))));
            for (FormatName format : FormatName.values()) {
                format(
                        now.name() + " " + format.key(),
                        old.flatMap(o -> o.format(format)),
                        now.format(format));
            }
        }
    }

    private void format(String where, Optional<FormatConfig> before, Optional<FormatConfig> after) {
        if (before.isEmpty() && after.isPresent()) {
            lines.add(where + ": added");
        } else if (before.isPresent() && after.isEmpty()) {
            lines.add(where + ": removed");
        }
        FormatConfig old = before.orElse(FormatConfig.DEFAULTS);
        FormatConfig now = after.orElse(FormatConfig.DEFAULTS);
        FORMAT.forEach(
                part -> part.change(old, now).ifPresent(change -> lines.add(where + " " + change)));
        UpstreamDiff.between(old.upstreams(), now.upstreams())
                .forEach(change -> lines.add(where + " upstream " + change));
    }

    static Object shown(Optional<?> value) {
        return value.isPresent() ? value.get() : "none";
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
