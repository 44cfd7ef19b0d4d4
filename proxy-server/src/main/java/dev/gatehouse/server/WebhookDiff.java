package dev.gatehouse.server;

import dev.gatehouse.config.RepositoryName;
import dev.gatehouse.config.WebhookConfig;
import dev.gatehouse.server.ConfigDiff.Part;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What changes of webhooks, a line for each change; never a secret, and of URLs the origin only.
 */
final class WebhookDiff {
    private static final List<Part<WebhookConfig>> PARTS =
            List.of(
                    new Part<>("to", WebhookConfig::origin),
                    new Part<>(
                            "events",
                            h -> h.events().stream().sorted().map(ConfigDiff::word).toList()),
                    new Part<>(
                            "repositories",
                            h -> h.repositories().stream().map(RepositoryName::value).toList()),
                    new Part<>("ca", h -> ConfigDiff.shown(h.ca())));

    private WebhookDiff() {}

    static List<String> between(List<WebhookConfig> before, List<WebhookConfig> after) {
        List<String> lines = new ArrayList<>();
        for (WebhookConfig old : before) {
            if (find(after, old).isEmpty()) {
                lines.add(old.name() + ": removed; what waits for it is dropped");
            }
        }
        for (WebhookConfig now : after) {
            find(before, now)
                    .ifPresentOrElse(
                            old -> change(old, now, lines),
                            () -> lines.add(now.name() + ": added"));
        }
        return lines;
    }

    private static Optional<WebhookConfig> find(List<WebhookConfig> hooks, WebhookConfig like) {
        return hooks.stream().filter(h -> h.name().equals(like.name())).findFirst();
    }

    private static void change(WebhookConfig old, WebhookConfig now, List<String> lines) {
        PARTS.forEach(
                part ->
                        part.change(old, now)
                                .ifPresent(change -> lines.add(now.name() + " " + change)));
        if (!old.url().equals(now.url()) && old.origin().equals(now.origin())) {
            lines.add(now.name() + " url: changed");
        }
        if (!old.secret().equals(now.secret())) {
            lines.add(now.name() + " secret: changed");
        }
        if (!old.previous().equals(now.previous())) {
            lines.add(now.name() + " previous-secret: changed");
        }
    }
}
